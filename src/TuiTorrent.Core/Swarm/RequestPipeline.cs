using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>The blocks asked of one peer and not yet answered, and how many of them there should be.</summary>
/// <remarks>
/// Loop thread only. The depth is three seconds of the peer's rate: enough for any round trip, little enough that a peer that stalls holds
/// few blocks back. It begins small and grows by one with each block while the rate still rises (slow start).
/// </remarks>
public sealed class RequestPipeline
{
    /// <summary>Requests kept in flight at the least.</summary>
    public const int MinDepth = 2;

    /// <summary>Half a MiB: some answer in rounds of half a second, and each doubling costs a new peer one.</summary>
    private const int FirstDepth = 32;
    private const int SecondsOfRate = 3;

    private readonly List<InFlight> _inFlight = [];
    private int _depth = FirstDepth;
    private bool _isInSlowStart = true;
    private long _lastRate;

    /// <summary>Requests sent and not answered, those given up but perhaps still coming not counted.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any answer is due, be it to a request that was cancelled.</summary>
    public bool IsWaiting => _inFlight.Count > 0;

    /// <summary>Requests that may be outstanding by the peer's own word (reqq of BEP 10).</summary>
    public int RemoteLimit { get; set; } = Limits.DefaultRemoteRequestQueue;

    /// <summary>Nothing came for long: one request at a time until something does.</summary>
    public bool IsSnubbed { get; private set; }

    /// <summary>It refused a request and is not asked until <see cref="Adapt"/>.</summary>
    public bool IsResting { get; private set; }

    /// <summary>When the peer last gave a block, or was first asked after a silence.</summary>
    public long LastProgressMs { get; private set; }

    /// <summary>Requests that may be sent now.</summary>
    public int Room => IsResting ? 0 : Math.Max(0, Depth - _inFlight.Count);

    /// <summary>Requests that should be in flight: by the rate, and no more than the peer keeps.</summary>
    public int Depth => Math.Min(IsSnubbed ? 1 : _depth, Math.Min(RemoteLimit, Limits.MaxRequestsInFlight));

    /// <summary>Notes a request that is being sent.</summary>
    public void Add(BlockRequest request, long nowMs)
    {
        if (Count == 0)
        {
            LastProgressMs = nowMs;
        }

        _inFlight.Add(new InFlight(request, IsReleased: false));
        Count++;
    }

    /// <summary>Whether the block was asked for and has not been answered.</summary>
    public bool Contains(BlockRequest request) => IndexOf(request) >= 0;

    /// <summary>Takes a request out that was answered; false if it was never made. <paramref name="wasReleased"/> tells that the picker had given it up.</summary>
    public bool Remove(BlockRequest request, out bool wasReleased)
    {
        var index = IndexOf(request);
        wasReleased = index >= 0 && _inFlight[index].IsReleased;
        if (index < 0)
        {
            return false;
        }

        _inFlight.RemoveAt(index);
        Count -= wasReleased ? 0 : 1;
        return true;
    }

    /// <summary>Gives up a request that another peer answered; false if there was none that counts.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keepsAnswer">The peer will answer all the same, with the block or a reject (BEP 6): it is remembered until then.</param>
    public bool Cancel(BlockRequest request, bool keepsAnswer)
    {
        // An older request for the same block, given up when its piece failed, may still wait for its answer.
        var index = _inFlight.IndexOf(new InFlight(request, IsReleased: false));
        if (index < 0)
        {
            return false;
        }

        Count--;
        if (keepsAnswer)
        {
            _inFlight[index] = _inFlight[index] with { IsReleased = true };
        }
        else
        {
            _inFlight.RemoveAt(index);
        }

        return true;
    }

    /// <summary>A block came: the peer lives, and in slow start one more request may follow.</summary>
    public void NoteBlock(long nowMs)
    {
        LastProgressMs = nowMs;
        IsSnubbed = false;
        if (_isInSlowStart && _depth < Limits.MaxRequestsInFlight)
        {
            _depth++;
        }
    }

    /// <summary>The peer refused a request although it does not choke us: it is left alone for the rest of the second, else the two would talk without end.</summary>
    public void NoteReject() => IsResting = true;

    /// <summary>Once a second: sets the depth by the rate.</summary>
    public void Adapt(long rateBytesPerSecond)
    {
        IsResting = false;
        // Slow start is over when a second brought less than a tenth more.
        if (_isInSlowStart && _lastRate > 0 && rateBytesPerSecond < _lastRate + _lastRate / 10)
        {
            _isInSlowStart = false;
        }

        _lastRate = rateBytesPerSecond;
        if (!_isInSlowStart)
        {
            _depth = (int)Math.Clamp(rateBytesPerSecond * SecondsOfRate / Limits.BlockSize, MinDepth, Limits.MaxRequestsInFlight);
        }
    }

    /// <summary>Hands every request that counts to <paramref name="picker"/> and keeps it only in memory, in case the block still comes.</summary>
    public void ReleaseAll(PiecePicker picker, bool snub)
    {
        IsSnubbed |= snub;
        for (var i = 0; i < _inFlight.Count; i++)
        {
            if (!_inFlight[i].IsReleased)
            {
                picker.Unrequest(_inFlight[i].Request);
                _inFlight[i] = _inFlight[i] with { IsReleased = true };
            }
        }

        Count = 0;
        if (snub)
        {
            // What is older than this is not worth remembering: the peer may be asked again.
            _inFlight.Clear();
            _depth = MinDepth;
            _isInSlowStart = true;
            _lastRate = 0;
        }
    }

    /// <summary>Forgets every request: a choke without the fast extension drops them, and nothing will answer.</summary>
    public void Clear(PiecePicker picker)
    {
        ReleaseAll(picker, snub: false);
        _inFlight.Clear();
    }

    /// <summary>The requests that count, for checks of the invariant that each is marked once in the picker.</summary>
    internal IEnumerable<BlockRequest> Outstanding
    {
        get
        {
            foreach (var request in _inFlight)
            {
                if (!request.IsReleased)
                {
                    yield return request.Request;
                }
            }
        }
    }

    private int IndexOf(BlockRequest request)
    {
        for (var i = 0; i < _inFlight.Count; i++)
        {
            if (_inFlight[i].Request == request)
            {
                return i;
            }
        }

        return -1;
    }

    private readonly record struct InFlight(BlockRequest Request, bool IsReleased);
}
