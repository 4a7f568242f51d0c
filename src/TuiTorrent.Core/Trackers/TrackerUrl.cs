using System.Diagnostics.CodeAnalysis;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>Reads the URLs of trackers.</summary>
public static class TrackerUrl
{
    /// <summary>Takes an absolute http, https or udp URL of bounded length with a host (and a port, for udp); false for anything else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? url)
    {
        url = text is { Length: <= Limits.MaxTrackerUrlBytes }
            && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var parsed)
            && parsed is { Scheme: "http" or "https" or "udp", Host.Length: > 0, Port: > 0 } ? parsed : null;
        return url is not null;
    }

    /// <summary>The tiers of a torrent without the URLs that <see cref="TryParse"/> refuses.</summary>
    public static IReadOnlyList<IReadOnlyList<Uri>> ParseTiers(IReadOnlyList<IReadOnlyList<string>> tiers)
    {
        var parsed = new List<List<Uri>>(tiers.Count);
        foreach (var tier in tiers)
        {
            var urls = new List<Uri>(tier.Count);
            foreach (var text in tier)
            {
                if (TryParse(text, out var url))
                {
                    urls.Add(url);
                }
            }

            parsed.Add(urls);
        }

        return parsed;
    }
}
