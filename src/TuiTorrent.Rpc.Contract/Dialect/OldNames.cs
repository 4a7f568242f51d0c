using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace TuiTorrent.Rpc.Contract.Dialect;

/// <summary>Names of the older dialect (up to 4.0) and ours. Most follow from a rule; those that don't stand in the tables.</summary>
/// <remarks>Source: Transmission's rpc-spec.md of 3.00, 4.0 and 4.1.</remarks>
internal static class OldNames
{
    private static readonly FrozenDictionary<string, string> CamelExceptions = new Dictionary<string, string>
    {
        ["file_count"] = "file-count",
        ["peer_limit"] = "peer-limit",
        ["primary_mime_type"] = "primary-mime-type",
        ["is_utp"] = "isUTP",
        ["sequential_download"] = "sequential_download",
        ["sequential_download_from_piece"] = "sequential_download_from_piece",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> KebabExceptions = new Dictionary<string, string>
    {
        ["seed_ratio_limit"] = "seedRatioLimit",
        ["seed_ratio_limited"] = "seedRatioLimited",
        ["cache_size_mib"] = "cache-size-mb",
        ["sequential_download"] = "sequential_download",
        ["preferred_transports"] = "preferred_transports",
        ["total_size"] = "total_size",
        ["ip_protocol"] = "ip_protocol",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> OursExceptions = new Dictionary<string, string>
    {
        ["isUTP"] = "is_utp",
        ["cache-size-mb"] = "cache_size_mib",
        ["fromLpd"] = "from_lpd",
    }.ToFrozenDictionary();

    // Filled by names that our own code writes: as many as there are such names.
    private static readonly ConcurrentDictionary<(string, KeyStyle), string> Spelled = new();

    /// <summary>The older spelling of one of our names. Names of our own making have none.</summary>
    public static string Old(string ours, KeyStyle style) =>
        ours.StartsWith("tuitorrent_", StringComparison.Ordinal) ? ours : Spelled.GetOrAdd((ours, style), static key => Spell(key.Item1, key.Item2));

    /// <summary>Our spelling of a name in any dialect: "downloadDir", "download-dir" and "download_dir" are one.</summary>
    public static string Ours(string name)
    {
        if (OursExceptions.TryGetValue(name, out var exception))
        {
            return exception;
        }

        if (!name.AsSpan().ContainsAnyInRange('A', 'Z') && !name.Contains('-', StringComparison.Ordinal))
        {
            return name;
        }

        var ours = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            _ = c switch
            {
                '-' => ours.Append('_'),
                >= 'A' and <= 'Z' => ours.Append('_').Append((char)(c | 0x20)),
                _ => ours.Append(c),
            };
        }

        return ours.ToString();
    }

    private static string Spell(string ours, KeyStyle style)
    {
        if ((style == KeyStyle.Camel ? CamelExceptions : KebabExceptions).TryGetValue(ours, out var exception))
        {
            return exception;
        }

        if (style == KeyStyle.Kebab)
        {
            return ours.Replace('_', '-');
        }

        var old = new StringBuilder(ours.Length);
        for (var i = 0; i < ours.Length; i++)
        {
            if (ours[i] == '_')
            {
                i++;
                old.Append(char.ToUpperInvariant(ours[i]));
            }
            else
            {
                old.Append(ours[i]);
            }
        }

        return old.ToString();
    }
}
