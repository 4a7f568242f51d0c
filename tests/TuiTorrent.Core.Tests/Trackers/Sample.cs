using System.Text;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Trackers;

internal static class Sample
{
    public static readonly InfoHash InfoHash = new([.. Enumerable.Range(0, 20).Select(i => (byte)(i * 13))]);

    public static readonly PeerId PeerId = new("-TT0100-abcdefghijkl"u8);

    public static readonly Uri Tracker = new("http://tracker.example/announce");

    public static AnnounceIdentity Identity(EncryptionPolicy encryption = EncryptionPolicy.Preferred) =>
        new(InfoHash, PeerId, 6881, 0x1a2b3c4d, encryption);

    public static AnnounceRequest Request(AnnounceEvent what = AnnounceEvent.Started) =>
        new() { Identity = Identity(), Totals = new AnnounceTotals(1, 2, 3), Event = what };

    public static AnnounceReply Reply(int interval = 1800, int minInterval = 300) =>
        new() { IntervalSeconds = interval, MinIntervalSeconds = minInterval };

    public static TrackerFailure Failure(TrackerFailureKind kind = TrackerFailureKind.Unreachable, int? retryIn = null) => new(kind, "broken", retryIn);

    /// <summary>Joins text (Latin-1) and bytes.</summary>
    public static byte[] Join(params object[] parts) =>
        [.. parts.SelectMany(part => part as byte[] ?? Encoding.Latin1.GetBytes((string)part))];

    /// <summary>A compact IPv4 peer.</summary>
    public static byte[] Compact(string endpoint)
    {
        Assert.True(PeerEndpoint.TryParse(endpoint, out var peer));
        return [.. peer.ToIPAddress().GetAddressBytes(), (byte)(peer.Port >> 8), (byte)peer.Port];
    }
}
