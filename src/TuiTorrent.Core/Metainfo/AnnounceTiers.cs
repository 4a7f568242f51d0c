using System.Text;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Metainfo;

/// <summary>Collects a torrent's trackers: each URL once, none but http, https and udp, no more than the limit.</summary>
/// <remarks>Source: BEP 12. Malformed entries are dropped, not fatal: a torrent without a tracker still works by other means.</remarks>
internal sealed class AnnounceTiers
{
    private readonly List<IReadOnlyList<string>> _tiers = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IReadOnlyList<IReadOnlyList<string>> Tiers => _tiers;

    /// <summary>Adds one URL as a tier of its own.</summary>
    public void AddSingle(ReadOnlySpan<byte> url)
    {
        List<string>? tier = null;
        AddTo(ref tier, url);
    }

    // [["http://a/announce", "http://b/announce"], ["udp://c:80"]]; in the wild also flat: ["http://a/announce", "udp://c:80"], read as a tier each.
    /// <summary>Adds the list that is the reader's next value.</summary>
    public void AddList(ref BencodeReader reader)
    {
        if (!reader.TryEnterList())
        {
            return;
        }

        while (reader.TryMoveToItem())
        {
            if (reader.Peek() == BencodeToken.ListStart)
            {
                AddTier(ref reader);
            }
            else if (reader.TryReadBytes(out var url))
            {
                AddSingle(url);
            }
        }
    }

    private void AddTier(ref BencodeReader reader)
    {
        List<string>? tier = null;
        reader.TryEnterList();
        while (reader.TryMoveToItem())
        {
            if (reader.TryReadBytes(out var url))
            {
                AddTo(ref tier, url);
            }
        }
    }

    private void AddTo(ref List<string>? tier, ReadOnlySpan<byte> url)
    {
        url = url.Trim(" \t\r\n"u8);
        if (_seen.Count == Limits.MaxTrackers || !IsUsable(url))
        {
            return;
        }

        var text = Encoding.ASCII.GetString(url);
        if (!_seen.Add(text))
        {
            return;
        }

        if (tier is null)
        {
            tier = [];
            _tiers.Add(tier);
        }

        tier.Add(text);
    }

    private static bool IsUsable(ReadOnlySpan<byte> url)
    {
        if (url.Length > Limits.MaxTrackerUrlBytes || url.ContainsAnyExceptInRange((byte)0x21, (byte)0x7e))
        {
            return false;
        }

        var colon = url.IndexOf((byte)':');
        if (colon < 0 || !url[colon..].StartsWith("://"u8) || url.Length == colon + 3 || url[colon + 3] is (byte)'/' or (byte)':' or (byte)'?')
        {
            return false;
        }

        var scheme = url[..colon];
        return Ascii.EqualsIgnoreCase(scheme, "http"u8) || Ascii.EqualsIgnoreCase(scheme, "https"u8) || Ascii.EqualsIgnoreCase(scheme, "udp"u8);
    }
}
