using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

public class UploadQueueTests
{
    private readonly UploadQueue _queue = new();

    [Fact]
    public void Requests_are_served_in_order_and_each_once()
    {
        Assert.True(_queue.TryAdd(new UploadRequest(1, 0, 1)));
        Assert.True(_queue.TryAdd(new UploadRequest(2, 0, 1)));
        Assert.True(_queue.TryAdd(new UploadRequest(1, 0, 1)));
        Assert.Equal([1, 2], TakeAll());
    }

    [Fact]
    public void A_cancelled_request_is_not_served_and_may_be_made_again()
    {
        _queue.TryAdd(new UploadRequest(1, 0, 1));
        _queue.TryAdd(new UploadRequest(2, 0, 1));
        Assert.True(_queue.Cancel(new UploadRequest(1, 0, 1)));
        Assert.False(_queue.Cancel(new UploadRequest(1, 0, 1)));
        _queue.TryAdd(new UploadRequest(3, 0, 1));
        Assert.Equal([2, 3], TakeAll());
        Assert.True(_queue.TryAdd(new UploadRequest(1, 0, 1)));
        Assert.Equal([1], TakeAll());
    }

    [Fact]
    public void There_is_room_for_as_many_as_we_tell()
    {
        for (var i = 0; i < Limits.MaxQueuedUploadRequests; i++)
        {
            Assert.True(_queue.TryAdd(new UploadRequest(i, 0, 1)));
        }

        Assert.False(_queue.TryAdd(new UploadRequest(-1, 0, 1)));
        Assert.Equal(Limits.MaxQueuedUploadRequests, TakeAll().Count);
    }

    [Fact]
    public void Asking_and_cancelling_in_turn_fills_no_memory()
    {
        _queue.TryAdd(new UploadRequest(-1, 0, 1));
        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(_queue.TryAdd(new UploadRequest(i, 0, 1)));
            Assert.True(_queue.Cancel(new UploadRequest(i, 0, 1)));
            Assert.InRange(_queue.HeldCount, 1, 2 * Limits.MaxQueuedUploadRequests);
        }

        Assert.Equal([-1], TakeAll());
    }

    private List<int> TakeAll()
    {
        var pieces = new List<int>();
        while (_queue.TryTake(out var request))
        {
            pieces.Add(request.Piece);
        }

        return pieces;
    }
}
