using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <summary>One block that a peer asked us for.</summary>
public readonly record struct UploadRequest(int Piece, int Begin, int Length);

/// <summary>What a peer asked for and has not been given, first come first served.</summary>
/// <remarks>Loop thread only. At most <see cref="Limits.MaxQueuedUploadRequests"/>, each once.</remarks>
public sealed class UploadQueue
{
    private readonly Queue<UploadRequest> _requests = new();
    private readonly HashSet<UploadRequest> _known = [];

    /// <summary>Requests waiting.</summary>
    public int Count => _known.Count;

    /// <summary>Entries kept, those cancelled included.</summary>
    internal int HeldCount => _requests.Count;

    /// <summary>Adds a request; false if there is no room for it. One that waits already is not added twice.</summary>
    public bool TryAdd(UploadRequest request)
    {
        if (_known.Count >= Limits.MaxQueuedUploadRequests)
        {
            return false;
        }

        if (_known.Add(request))
        {
            DropShadows();
            _requests.Enqueue(request);
        }

        return true;
    }

    /// <summary>Takes a request back; false if it was not waiting.</summary>
    public bool Cancel(UploadRequest request) => _known.Remove(request);

    /// <summary>Takes the next request to serve.</summary>
    public bool TryTake(out UploadRequest request)
    {
        // A cancelled request stays in the queue as a shadow, until its turn comes.
        while (_requests.TryDequeue(out request))
        {
            if (_known.Remove(request))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps a peer that asks and cancels in turn from filling the queue with requests that are no more.</summary>
    private void DropShadows()
    {
        if (_requests.Count < 2 * Limits.MaxQueuedUploadRequests)
        {
            return;
        }

        var seen = new HashSet<UploadRequest>(_known.Count);
        for (var count = _requests.Count; count > 0; count--)
        {
            var request = _requests.Dequeue();
            if (_known.Contains(request) && seen.Add(request))
            {
                _requests.Enqueue(request);
            }
        }
    }

    /// <summary>Drops everything: the peer was choked or left.</summary>
    public void Clear()
    {
        _requests.Clear();
        _known.Clear();
    }
}
