using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>Daemons that go, come back, or never were.</summary>
public sealed class LostDaemonTests
{
    [Fact]
    public async Task It_is_tried_again_after_one_two_three_and_then_each_five_seconds()
    {
        var rig = new LinkRig().Rested();
        var lostAt = rig.Time.GetUtcNow();
        rig.Door.Break();
        var waits = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            var lost = rig.Connections[^1];
            Assert.Equal((ConnectionState.Lost, "No daemon listens at made up.", lostAt), (lost.State, lost.Reason, lost.Since));
            var wait = (lost.NextTry!.Value - rig.Time.GetUtcNow()).TotalSeconds;
            waits.Add(wait);
            rig.Time.Advance(wait);
            Assert.Null(rig.Connections[^2].NextTry);
        }

        Assert.Equal([1, 2, 3, 5, 5, 5], waits);
        await rig.EndAsync();
    }

    [Fact]
    public async Task What_is_far_away_is_tried_ever_more_seldom_up_to_half_a_minute()
    {
        var far = TimeSpan.FromSeconds(30);
        Assert.Equal([1, 2, 3, 5, 5, 5, 10, 20, 30, 30], Enumerable.Range(0, 10).Select(i => RetryPace.After(i, RpcFailure.Broken, far).TotalSeconds));
        Assert.Equal(300, RetryPace.After(0, RpcFailure.WrongPassword, far).TotalSeconds);
        Assert.Equal(30, RetryPace.After(0, RpcFailure.NotADaemon, TimeSpan.FromSeconds(5)).TotalSeconds);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task When_it_is_back_all_is_read_anew_because_numbers_may_be_others()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Break();
        rig.Door.Failure = null;
        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'b', 5)));
        rig.Time.Advance(1);

        Assert.Equal(ConnectionState.Online, rig.Connections[^1].State);
        Assert.Equal(LinkRig.Hash('b'), rig.Items[1].Hash);
        Assert.Single(rig.Items);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_user_who_does_not_want_to_wait_does_not()
    {
        var rig = new LinkRig().Rested();
        rig.Link.RetryNow();
        rig.Door.Break(RpcFailure.WrongPassword, "The daemon wants another password.");
        Assert.Equal(300, (rig.Connections[^1].NextTry!.Value - rig.Time.GetUtcNow()).TotalSeconds);

        // Looking around in what is left is no wish to try.
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Peers));
        Assert.NotNull(rig.Connections[^1].NextTry);

        rig.Door.Failure = null;
        rig.Link.RetryNow();
        Assert.Equal(ConnectionState.Online, rig.Connections[^1].State);
        await rig.EndAsync();
    }

    [Fact]
    public async Task Requests_to_a_lost_daemon_are_answered_at_once()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Break();
        rig.Door.Asked.Clear();
        DaemonAnswer? answer = null;
        rig.Link.Send(new DaemonRequest(RpcMethods.TorrentStop), got => answer = got);

        Assert.Equal("The daemon can't be reached now.", answer!.Value.Error);
        Assert.Empty(rig.Door.Asked);
        await rig.EndAsync();
    }

    [Fact]
    public async Task One_that_was_never_reached_is_not_lost()
    {
        var rig = new LinkRig { };
        rig.Door.Failure = new RpcFailedException(RpcFailure.NotADaemon, "What answers at made up is not a Transmission-compatible daemon.");
        rig.Start();

        Assert.Equal(ConnectionState.Connecting, rig.Connections[^1].State);
        Assert.Equal("What answers at made up is not a Transmission-compatible daemon.", rig.Connections[^1].Reason);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_daemon_that_refuses_its_own_methods_is_as_good_as_lost()
    {
        var rig = new LinkRig();
        rig.Door.Answer(RpcMethods.SessionGet, "!Out of \u0007order.");
        rig.Start();

        Assert.Equal("Out of order.", rig.Connections[^1].Reason);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_daemon_that_began_anew_between_two_polls_is_asked_for_all()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'c', 0)));

        // The connection was made anew without a word; the version is that of another process, in which torrent 2 never was.
        rig.Door.Event("""{"version":1,"changed":[1],"removed":[]}""");

        Assert.Equal([LinkRig.Hash('c')], rig.Items.Values.Select(item => item.Hash));
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_request_that_can_not_be_written_is_answered()
    {
        var rig = new LinkRig().Rested();
        var answer = default(DaemonAnswer);

        rig.Link.Send(new DaemonRequest(RpcMethods.TorrentAdd, _ => throw new InvalidOperationException("It is odd.")), given => answer = given);

        Assert.Equal("The request could not be sent: It is odd.", answer.Error);
        await rig.EndAsync();
    }
}
