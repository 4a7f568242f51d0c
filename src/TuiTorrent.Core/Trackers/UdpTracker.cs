using System.Buffers.Binary;
using System.Diagnostics;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>One announce or scrape at a UDP tracker, as a machine without a socket: feed it datagrams and time, send what it puts out.</summary>
/// <remarks>
/// Requests are repeated after 15, 30, 60 ... seconds until the deadline. A datagram that is not the answer we wait for changes nothing, since
/// anyone can send one. Feed it only what comes from the tracker's own address and port. Times in milliseconds; not thread-safe. Source: BEP 15, BEP 41.
/// </remarks>
public sealed class UdpTracker
{
    private const ulong ProtocolId = 0x41727101980;
    private const uint ConnectAction = 0;
    private const uint AnnounceAction = 1;
    private const uint ScrapeAction = 2;
    private const uint ErrorAction = 3;
    private const int HeaderLength = 8;
    private const int ConnectReplyLength = 16;
    private const int AnnounceReplyLength = 20;
    private const int ScrapeReplyLength = 20;

    private readonly IRandomSource _random;
    private readonly UdpTrackerPath _path;
    private readonly AnnounceRequest? _announce;
    private readonly InfoHash _infoHash;
    private readonly long _deadlineMs;
    private Phase _phase;
    private bool _isIdUntried;
    private bool _mustSend;
    private uint _transactionId;
    private int _repeats;
    private long _repeatAtMs;

    private UdpTracker(AnnounceRequest? announce, InfoHash infoHash, UdpTrackerPath path, IRandomSource random, long nowMs, long deadlineMs)
    {
        _announce = announce;
        _infoHash = infoHash;
        _path = path;
        _random = random;
        _deadlineMs = deadlineMs;
        ConnectionId = path.Known;
        _isIdUntried = path.Known.ExpiresAtMs > nowMs;
        Enter(_isIdUntried ? Phase.Asking : Phase.Connecting, nowMs);
    }

    private enum Phase
    {
        Connecting,
        Asking,
        Done,
    }

    /// <summary>Bytes that any output fits in.</summary>
    public const int MaxOutputLength = UdpAnnounce.MaxLength;

    /// <summary>Whether <see cref="AnnounceOutcome"/> or <see cref="ScrapeOutcome"/> is there.</summary>
    public bool IsDone => _phase == Phase.Done;

    /// <summary>When <see cref="Tick"/> has something to do, or <see cref="long.MaxValue"/>.</summary>
    public long NextDeadlineMs => IsDone ? long.MaxValue : Math.Min(_repeatAtMs, _deadlineMs);

    /// <summary>The id in use, for later exchanges with the same address.</summary>
    public UdpConnectionId ConnectionId { get; private set; }

    /// <summary>The result of an announce, once done.</summary>
    public AnnounceOutcome? AnnounceOutcome { get; private set; }

    /// <summary>The result of a scrape, once done.</summary>
    public ScrapeOutcome? ScrapeOutcome { get; private set; }

    /// <summary>Begins an announce that fails at <paramref name="deadlineMs"/>.</summary>
    public static UdpTracker Announce(AnnounceRequest request, UdpTrackerPath path, IRandomSource random, long nowMs, long deadlineMs) =>
        new(request, request.Identity.InfoHash, path, random, nowMs, deadlineMs);

    /// <summary>Begins a scrape of one torrent that fails at <paramref name="deadlineMs"/>.</summary>
    public static UdpTracker Scrape(InfoHash infoHash, UdpTrackerPath path, IRandomSource random, long nowMs, long deadlineMs) =>
        new(null, infoHash, path, random, nowMs, deadlineMs);

    /// <summary>Writes the datagram that is due and returns its length; 0 if none is.</summary>
    public int TakeOutput(Span<byte> destination)
    {
        if (!_mustSend)
        {
            return 0;
        }

        _mustSend = false;
        if (_phase == Phase.Connecting)
        {
            // <u64 protocol id> <u32 action 0> <u32 transaction id>
            BinaryPrimitives.WriteUInt64BigEndian(destination, ProtocolId);
            BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ConnectAction);
            BinaryPrimitives.WriteUInt32BigEndian(destination[12..], _transactionId);
            return 16;
        }

        // <u64 connection id> <u32 action 1 or 2> <u32 transaction id> then the body.
        BinaryPrimitives.WriteUInt64BigEndian(destination, ConnectionId.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], _announce is null ? ScrapeAction : AnnounceAction);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], _transactionId);
        if (_announce is not null)
        {
            return UdpAnnounce.HeaderLength + UdpAnnounce.WriteBody(destination[UdpAnnounce.HeaderLength..], _announce, _path.Url);
        }

        _infoHash.CopyTo(destination[UdpAnnounce.HeaderLength..]);
        return UdpAnnounce.HeaderLength + InfoHash.Length;
    }

    /// <summary>Takes a datagram of any content.</summary>
    public void Receive(long nowMs, ReadOnlySpan<byte> datagram)
    {
        // <u32 action> <u32 transaction id> then the body.
        if (IsDone || datagram.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != _transactionId)
        {
            return;
        }

        switch (BinaryPrimitives.ReadUInt32BigEndian(datagram))
        {
            // <u64 connection id>
            case ConnectAction when _phase == Phase.Connecting && datagram.Length >= ConnectReplyLength:
                ConnectionId = new UdpConnectionId(
                    BinaryPrimitives.ReadUInt64BigEndian(datagram[HeaderLength..]), nowMs + Limits.UdpConnectionIdMs);
                Enter(Phase.Asking, nowMs);
                break;
            case AnnounceAction when _phase == Phase.Asking && _announce is not null && datagram.Length >= AnnounceReplyLength:
                Finish(AnnounceOutcome.Of(UdpAnnounce.ReadReply(datagram[HeaderLength..], _path)));
                break;
            case ScrapeAction when _phase == Phase.Asking && _announce is null && datagram.Length >= ScrapeReplyLength:
                Finish(ScrapeOutcome.Of(UdpAnnounce.ReadScrape(datagram[HeaderLength..])));
                break;

            // An old id may have been forgotten by a tracker that restarted.
            case ErrorAction when _isIdUntried:
                Reconnect(nowMs);
                break;
            case ErrorAction:
                Fail(HttpAnnounceReply.Refusal(datagram[HeaderLength..], null, _path.Url));
                break;
        }
    }

    /// <summary>Repeats what has gone unanswered, and gives up at the deadline.</summary>
    public void Tick(long nowMs)
    {
        if (nowMs < NextDeadlineMs)
        {
            return;
        }

        if (nowMs >= _deadlineMs)
        {
            Fail(new TrackerFailure(TrackerFailureKind.Timeout, "The tracker did not answer in time."));
        }
        else if (_phase == Phase.Asking && (_isIdUntried || nowMs >= ConnectionId.ExpiresAtMs))
        {
            Reconnect(nowMs);
        }
        else
        {
            _repeats++;
            _mustSend = true;
            PlanRepeat(nowMs);
        }
    }

    /// <summary>Ends the exchange for a reason that only the socket knows, such as "unreachable"; nothing once it is done.</summary>
    public void Fail(TrackerFailure failure)
    {
        if (IsDone)
        {
            return;
        }

        if (_announce is not null)
        {
            Finish(AnnounceOutcome.Of(failure));
        }
        else
        {
            Finish(ScrapeOutcome.Of(failure));
        }
    }

    private void Reconnect(long nowMs)
    {
        _isIdUntried = false;
        ConnectionId = default;
        Enter(Phase.Connecting, nowMs);
    }

    private void Enter(Phase phase, long nowMs)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        _random.Fill(bytes);
        _transactionId = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        _phase = phase;
        _repeats = 0;
        _mustSend = true;
        PlanRepeat(nowMs);
    }

    private void PlanRepeat(long nowMs)
    {
        const int MostDoublings = 8;
        _repeatAtMs = nowMs + ((long)Limits.UdpTrackerRetryMs << Math.Min(_repeats, MostDoublings));
    }

    private void Finish(AnnounceOutcome outcome)
    {
        Debug.Assert(!IsDone);
        AnnounceOutcome = outcome;
        End();
    }

    private void Finish(ScrapeOutcome outcome)
    {
        Debug.Assert(!IsDone);
        ScrapeOutcome = outcome;
        End();
    }

    private void End()
    {
        _phase = Phase.Done;
        _mustSend = false;
    }
}
