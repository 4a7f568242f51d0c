using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tests.Loop;

public sealed class UiQueueTests
{
    private readonly List<int> _done = [];
    private readonly UiQueue _queue;
    private int _wakes;

    public UiQueueTests() => _queue = new UiQueue(() => _wakes++);

    [Fact]
    public void Actions_are_done_in_their_order_and_the_loop_is_woken_once()
    {
        Assert.True(_queue.Post(() => _done.Add(1)) && _queue.Post(() => _done.Add(2)));

        Assert.Equal(1, _wakes);
        Assert.True(_queue.Run());
        Assert.Equal([1, 2], _done);
        Assert.False(_queue.Run());
    }

    [Fact]
    public void What_an_action_posts_waits_for_the_next_turn()
    {
        _queue.Post(() => _queue.Post(() => _done.Add(2)));

        _queue.Run();

        Assert.Empty(_done);
        Assert.Equal(2, _wakes);
        _queue.Run();
        Assert.Equal([2], _done);
    }

    [Fact]
    public void A_full_queue_takes_no_more()
    {
        for (var i = 0; i < UiQueue.Capacity; i++)
        {
            Assert.True(_queue.Post(static () => { }));
        }

        Assert.False(_queue.Post(static () => { }));
        _queue.Run();
        Assert.True(_queue.Post(static () => { }));
    }

    [Fact]
    public async Task Nothing_that_other_threads_post_is_lost()
    {
        var total = 0;
        var posters = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Assert.True(_queue.Post(() => total++));
            }
        })).ToArray();
        var all = Task.WhenAll(posters);
        while (!all.IsCompleted)
        {
            _queue.Run();
        }

        await all;
        _queue.Run();
        Assert.Equal(4000, total);
    }
}
