namespace TuiTorrent.Core.Session;

/// <summary>Every bound that is not a matter of taste, with its reason. What a user may change is in the settings instead.</summary>
public static class Limits
{
    /// <summary>Bytes of a request: what every client asks for, and more than which most refuse (BEP 3 practice).</summary>
    public const int BlockSize = 16 * 1024;

    /// <summary>Bytes of a .torrent or of metadata: the largest seen in the wild are below 8 MB.</summary>
    public const int MaxMetainfoBytes = 10 * 1024 * 1024;

    /// <summary>Pieces of a torrent: a bitfield of 256 KiB.</summary>
    public const int MaxPieces = 1 << 21;

    /// <summary>Bytes of a piece: 256 MiB is twice the largest in use; an int holds every offset in it.</summary>
    public const int MaxPieceLength = 256 * 1024 * 1024;

    /// <summary>Files of a torrent.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>Directories above a file: more than any real tree, and well within PATH_MAX.</summary>
    public const int MaxPathDepth = 100;

    /// <summary>Nested bencode containers. Parsed iteratively all the same: a stack overflow ends the process.</summary>
    public const int MaxBencodeDepth = 100;

    /// <summary>Bytes of a tracker's HTTP reply after decompression.</summary>
    public const int MaxTrackerReplyBytes = 1024 * 1024;

    /// <summary>Peers taken from one tracker reply.</summary>
    public const int MaxPeersPerReply = 1_000;

    /// <summary>Trackers of a torrent, all tiers together.</summary>
    public const int MaxTrackers = 200;

    /// <summary>Bytes of a tracker's URL: room for a long passkey; what browsers and servers take.</summary>
    public const int MaxTrackerUrlBytes = 2_048;

    /// <summary>Bytes kept of a torrent's comment or creator: they are for people to read.</summary>
    public const int MaxMetainfoTextBytes = 4_096;

    /// <summary>Seconds between announces, whatever the tracker says.</summary>
    public const int MinAnnounceIntervalSeconds = 60;

    /// <summary>Seconds between announces, whatever the tracker says.</summary>
    public const int MaxAnnounceIntervalSeconds = 24 * 3600;

    /// <summary>Seconds between announces to a tracker that told no interval: what most trackers tell.</summary>
    public const int DefaultAnnounceIntervalSeconds = 1800;

    /// <summary>Seconds before we ask for more peers at a tracker that told no minimum.</summary>
    public const int DefaultMinAnnounceIntervalSeconds = 300;

    /// <summary>Milliseconds before a tracker is tried again after its first failure; doubled by each further one.</summary>
    public const int FirstTrackerRetryMs = 15_000;

    /// <summary>Milliseconds before a tracker is tried again, however often it failed.</summary>
    public const int MaxTrackerRetryMs = 30 * 60_000;

    /// <summary>Milliseconds that a regular announce may be late, so that many torrents wake the loop once: little against any interval.</summary>
    public const int AnnounceSlackMs = 30_000;

    /// <summary>Handshakes whose end is remembered for those who ask why nobody connects.</summary>
    public const int MaxRecentHandshakes = 20;

    /// <summary>Bytes of a path and query sent by UDP (BEP 41), so that an announce fits the smallest IPv6 packet.</summary>
    public const int MaxUdpUrlData = 1024;

    /// <summary>Bytes of a tracker id that are kept and sent back: it becomes part of a URL.</summary>
    public const int MaxTrackerId = 256;

    /// <summary>Redirects followed for one announce.</summary>
    public const int MaxTrackerRedirects = 5;

    /// <summary>Addresses of one tracker name that are tried for one announce.</summary>
    public const int MaxTrackerAddresses = 4;

    /// <summary>Milliseconds for a whole announce: name, connection, redirects and reply.</summary>
    public const int TrackerTimeoutMs = 60_000;

    /// <summary>Milliseconds for the last announce of a torrent: nobody waits longer for a program to end.</summary>
    public const int TrackerStopTimeoutMs = 10_000;

    /// <summary>Milliseconds for connecting to a tracker's addresses, all together: one that is dead must leave the next its chance.</summary>
    public const int TrackerConnectTimeoutMs = 10_000;

    /// <summary>Milliseconds to the first repetition of a UDP request; doubled by each further one (BEP 15).</summary>
    public const int UdpTrackerRetryMs = 15_000;

    /// <summary>Milliseconds for which a UDP connection id is good (BEP 15).</summary>
    public const int UdpConnectionIdMs = 60_000;

    /// <summary>Known peers of a torrent, connected or not.</summary>
    public const int MaxKnownPeersPerTorrent = 1_000;

    /// <summary>Known peers of all torrents.</summary>
    public const int MaxKnownPeers = 10_000;

    /// <summary>Handshakes under way at once: each may cost two modular powers. Half are for those who come, half for our own calls, so that slow strangers can't silence us.</summary>
    public const int MaxPendingHandshakes = 64;

    /// <summary>Incoming handshakes under way from one source (IPv4 address or IPv6 /64).</summary>
    public const int MaxPendingHandshakesPerSource = 4;

    /// <summary>Milliseconds within which the first 96 bytes of a handshake, and a plain handshake whole, must have come (mse.md rule R1).</summary>
    public const int HandshakeTimeoutMs = 30_000;

    /// <summary>Milliseconds from connect or accept to the end of any handshake.</summary>
    public const int HandshakeTotalTimeoutMs = 60_000;

    /// <summary>Bytes that may arrive while the peer can't yet have a right to send more: a key and the longest pad (rule R2).</summary>
    public const int MaxUnsynchronisedBytes = 96 + 512;

    /// <summary>Bytes of one peer message but piece and bitfield: an extension handshake or a metadata block with room.</summary>
    public const int MaxControlMessageBytes = 64 * 1024;

    /// <summary>Upload requests kept for one peer; told as reqq (BEP 10).</summary>
    public const int MaxQueuedUploadRequests = 250;

    /// <summary>Blocks of wrong pieces whose givers are remembered: 40 bytes each, and a dozen wrong pieces of 32 MiB.</summary>
    public const int MaxEvidenceBlocks = 32 * 1024;

    /// <summary>Pieces of a torrent that are begun and not verified: some 200 bytes of account each, and enough for 16 KiB pieces and 30 deep pipelines.</summary>
    public const int MaxBegunPieces = 16 * 1024;

    /// <summary>Requests in flight to one peer that told no reqq of its own.</summary>
    public const int DefaultRemoteRequestQueue = 250;

    /// <summary>Requests in flight to one peer, whatever it tells.</summary>
    public const int MaxRequestsInFlight = 500;

    /// <summary>Control messages a second from one peer, sustained.</summary>
    public const int ControlMessagesPerSecond = 50;

    /// <summary>Control messages from one peer in a burst, beyond its own have messages for the pieces that there are.</summary>
    public const int ControlMessageBurst = 500;

    /// <summary>Pieces that one peer may allow us while it chokes us (BEP 6 proposes 10).</summary>
    public const int MaxAllowedFast = 64;

    /// <summary>Bytes handed to one connection's decoder at once: a larger read keeps others waiting and needs more blocks set aside.</summary>
    public const int MaxReceiveBytes = 256 * 1024;

    /// <summary>Bytes handed to a decoder while memory is short: a few requests and choke messages, which move things on, and few blocks to set aside.</summary>
    public const int LeastReceiveBytes = 512;

    /// <summary>Bytes waiting in one connection's send queue beyond which no further block is read for it.</summary>
    public const int SendQueueBytes = 256 * 1024;

    /// <summary>Addresses remembered as banned; the oldest goes first.</summary>
    public const int MaxBanned = 1_000;

    /// <summary>Connections being opened at once.</summary>
    public const int MaxDialing = 24;

    /// <summary>Milliseconds for a TCP connection to open.</summary>
    public const int ConnectTimeoutMs = 10_000;

    /// <summary>Milliseconds without a block after which a peer is snubbed and its blocks are asked of others.</summary>
    public const int SnubAfterMs = 30_000;

    /// <summary>Milliseconds of silence after which a peer is gone (BEP 3 practice: two minutes, with room).</summary>
    public const int IdleTimeoutMs = 150_000;

    /// <summary>Milliseconds for which neither side wanted anything, after which a peer makes room for another where there is none: what other clients allow.</summary>
    public const int UnproductiveAfterMs = 5 * 60_000;

    /// <summary>Milliseconds between our own signs of life.</summary>
    public const int KeepAliveMs = 100_000;

    /// <summary>Characters of a name or message from outside that are shown or logged.</summary>
    public const int MaxShownText = 512;

    /// <summary>Characters of a log line.</summary>
    public const int MaxLogLine = 2048;
}
