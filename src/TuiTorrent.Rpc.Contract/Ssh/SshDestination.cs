using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TuiTorrent.Rpc.Contract.Ssh;

/// <summary>A machine that the ssh program reaches: ssh://[user@]host[:port], or what ssh itself takes, [user@]host. Immutable.</summary>
/// <remarks>Names come from command lines and scripts; one that ssh could take for an option, or a shell for more than a word, is none.</remarks>
public sealed record SshDestination
{
    /// <summary>How an address of this kind begins.</summary>
    public const string Scheme = "ssh://";

    private const int MaxName = 255;
    private const string UserSigns = "._-+@\\$";
    private const string HostSigns = "._-";
    private const string AddressSigns = ":.%";

    private SshDestination(string name, int port)
    {
        Name = name;
        Port = port;
    }

    /// <summary>[user@]host, as ssh takes it.</summary>
    public string Name { get; }

    /// <summary>0 for what ssh's own configuration says.</summary>
    public int Port { get; }

    /// <summary>Reads one; false if it can't be meant so.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SshDestination? destination)
    {
        destination = null;
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..].TrimEnd('/') : text;
        if (rest.Length is 0 or > MaxName)
        {
            return false;
        }

        var at = rest.LastIndexOf('@');
        var (user, host, port) = (at < 0 ? "" : rest[..at], rest[(at + 1)..], 0);
        var isAddress = host.StartsWith('[');
        var colon = isAddress ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > ushort.MaxValue)
            {
                return false;
            }

            host = host[..colon];
        }

        host = isAddress && host.EndsWith(']') ? host[1..^1] : host;
        if ((at >= 0 && !IsWord(user, UserSigns)) || !IsWord(host, isAddress ? AddressSigns : HostSigns))
        {
            return false;
        }

        destination = new SshDestination(user.Length > 0 ? $"{user}@{host}" : host, port);
        return true;
    }

    /// <summary>For people.</summary>
    public override string ToString() => Port == 0 ? Scheme + Name : string.Create(CultureInfo.InvariantCulture, $"{Scheme}{Name}:{Port}");

    private static bool IsWord(string text, string signs)
    {
        if (text.Length == 0 || text[0] == '-')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !signs.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
