using System.Globalization;
using System.Text;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Trackers;

/// <summary>Builds the URLs by which a torrent announces to and scrapes an HTTP tracker.</summary>
/// <remarks>Source: BEP 3 "Trackers", BEP 23, BEP 48.</remarks>
public static class HttpAnnounce
{
    // A torrent whose URL brings its own values for these would speak for another torrent or another port.
    private static readonly string[] OurParameters =
    [
        "info_hash", "peer_id", "port", "uploaded", "downloaded", "left", "event", "compact", "no_peer_id", "numwant", "supportcrypto", "requirecrypto",
    ];

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>
    /// The tracker's URL with what <paramref name="request"/> says. The query it already has stays, but for parameters that are ours to tell.
    /// </summary>
    /// <remarks>The result holds raw bytes as %XX and must be sent as it is: some of them look like characters that a Uri would tidy away.</remarks>
    public static Uri Build(Uri tracker, AnnounceRequest request)
    {
        var (url, theirs) = Begin(tracker);
        var identity = request.Identity;
        Span<byte> id = stackalloc byte[PeerId.Length];
        AppendInfoHash(url, identity.InfoHash);
        identity.PeerId.CopyTo(id);
        url.Append("&peer_id=");
        AppendEscaped(url, id);
        url.Append(CultureInfo.InvariantCulture, $"&port={identity.Port}&uploaded={request.Totals.Uploaded}");
        url.Append(CultureInfo.InvariantCulture, $"&downloaded={request.Totals.Downloaded}&left={request.Totals.Left}");
        url.Append(CultureInfo.InvariantCulture, $"&numwant={request.NumWant}&compact=1&no_peer_id=1");
        if (!theirs.Contains("key"))
        {
            url.Append(CultureInfo.InvariantCulture, $"&key={identity.Key:x8}");
        }

        url.Append(request.Event switch
        {
            AnnounceEvent.Started => "&event=started",
            AnnounceEvent.Completed => "&event=completed",
            AnnounceEvent.Stopped => "&event=stopped",
            _ => "",
        });
        url.Append(identity.Encryption switch
        {
            EncryptionPolicy.Required => "&supportcrypto=1&requirecrypto=1",
            EncryptionPolicy.Disabled => "",
            _ => "&supportcrypto=1",
        });
        if (request.TrackerId is { Length: > 0 } trackerId && !theirs.Contains("trackerid"))
        {
            url.Append("&trackerid=");
            AppendEscaped(url, Encoding.Latin1.GetBytes(trackerId));
        }

        return new Uri(url.ToString(), Verbatim);
    }

    /// <summary>Where to scrape: "announce" at the start of the last part of the path becomes "scrape"; false if it is not there (BEP 48).</summary>
    public static bool TryGetScrapeUrl(Uri tracker, out Uri scrape)
    {
        const string Announce = "announce";
        scrape = tracker;
        var path = tracker.AbsolutePath;
        var last = path.LastIndexOf('/') + 1;
        if (!path.AsSpan(last).StartsWith(Announce, StringComparison.Ordinal))
        {
            return false;
        }

        scrape = new UriBuilder(tracker) { Path = string.Concat(path.AsSpan(0, last), "scrape", path.AsSpan(last + Announce.Length)) }.Uri;
        return true;
    }

    /// <summary>The scrape URL with the torrent that is asked about.</summary>
    public static Uri BuildScrape(Uri scrape, InfoHash infoHash)
    {
        var (url, _) = Begin(scrape);
        AppendInfoHash(url, infoHash);
        return new Uri(url.ToString(), Verbatim);
    }

    private static (StringBuilder Url, HashSet<string> TheirNames) Begin(Uri tracker)
    {
        var url = new StringBuilder(512);
        url.Append(tracker.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        url.Append('?');
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in tracker.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var name = Uri.UnescapeDataString(equals < 0 ? part : part[..equals]);
            if (!OurParameters.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                names.Add(name);
                url.Append(part).Append('&');
            }
        }

        return (url, names);
    }

    private static void AppendInfoHash(StringBuilder url, InfoHash infoHash)
    {
        Span<byte> hash = stackalloc byte[InfoHash.Length];
        infoHash.CopyTo(hash);
        url.Append("info_hash=");
        AppendEscaped(url, hash);
    }

    private static void AppendEscaped(StringBuilder url, ReadOnlySpan<byte> bytes)
    {
        const string Hex = "0123456789ABCDEF";
        foreach (var b in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~')
            {
                url.Append((char)b);
            }
            else
            {
                url.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }
        }
    }
}
