using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

public sealed class DaemonLinkTests
{
    private const string Nothing = """{"version":7,"changed":[],"removed":[]}""";

    [Fact]
    public async Task The_first_frame_comes_at_once_and_brings_all()
    {
        var rig = new LinkRig().Start();

        Assert.Equal(["Connecting", "Online", "torrents 1 2| all", "session", "rates 10 0"], rig.Told);
        Assert.Equal("x", rig.Items[1].Name);
        Assert.All(rig.Connections, connection => Assert.Equal(("made up", "pi4", "unix socket"), (connection.Address, connection.Host, connection.Way)));
        Assert.True(rig.Session!.IsOurs);
        Assert.Equal(50_000, rig.Session.UpLimit);
        Assert.Contains("\"format\":\"table\"", rig.Door.Asked[1], StringComparison.Ordinal);
        await rig.EndAsync();
    }

    [Fact]
    public async Task The_night_before_is_asked_for_once_a_connection()
    {
        var rig = new LinkRig();
        rig.Door.Answer(RpcMethods.Traffic, """{"seconds_of_last":12,"down":[1,60,3],"up":[2,4]}""");
        rig.Rested();

        Assert.Equal(12, rig.Traffic!.SecondsOfLast);
        Assert.Equal([(60, 2), (3, 4)], rig.Traffic.Minutes);

        rig.Door.Event("""{"version":8,"changed":[],"removed":[2]}""");
        rig.Time.Advance(1);
        Assert.Equal(0, rig.Door.Count(RpcMethods.Traffic));

        rig.Door.Break();
        rig.Door.Failure = null;
        rig.Time.Advance(10);
        Assert.Equal(1, rig.Door.Count(RpcMethods.Traffic));
        await rig.EndAsync();
    }

    [Theory]
    [InlineData("!Method not found.")]
    [InlineData("{}")]
    [InlineData("""{"seconds_of_last":-1,"down":[],"up":"x"}""")]
    public async Task A_daemon_that_counted_nothing_is_no_less_welcome(string answer)
    {
        var rig = new LinkRig();
        rig.Door.Answer(RpcMethods.Traffic, answer);
        rig.Rested();

        Assert.Null(rig.Traffic);
        await rig.EndAsync();
    }

    [Fact]
    public async Task While_nothing_changes_nothing_is_asked_but_the_long_poll_and_no_timer_runs()
    {
        var rig = new LinkRig().Rested();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(0, rig.Time.Waiting);
            rig.Time.Advance(LinkSession.PollSeconds);
            rig.Door.Event(Nothing);
            rig.Time.Advance(1);
        }

        Assert.Equal(10, rig.Door.Count(RpcMethods.Events));
        Assert.Equal(10, rig.Door.Asked.Count);
        Assert.Equal(0, rig.Posts);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_change_is_asked_for_by_its_number_and_what_did_not_change_stays_the_same_object()
    {
        var rig = new LinkRig().Rested();
        var other = rig.Items[2];
        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'a', 99), LinkRig.Row(2, 'b', 0)));
        rig.Door.Event("""{"version":8,"changed":[1,2],"removed":[]}""");

        Assert.Equal(["torrents 1|", "rates 99 0"], rig.Told);
        Assert.Contains("\"ids\":[1,2]", rig.Door.Asked[^1], StringComparison.Ordinal);
        Assert.Same(other, rig.Items[2]);
        Assert.Equal(1, rig.Posts);
        await rig.EndAsync();
    }

    [Fact]
    public async Task There_is_one_frame_an_interval_however_much_changes()
    {
        var rig = new LinkRig().Rested();
        for (var second = 1; second <= 10; second++)
        {
            rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'a', second)));
            rig.Door.Event($$"""{"version":{{7 + second}},"changed":[1],"removed":[]}""");
            Assert.False(rig.Door.IsPolling);
            rig.Time.Advance(0.99);
            Assert.False(rig.Door.IsPolling);
            rig.Time.Advance(0.01);
        }

        Assert.Equal(10, rig.Posts);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_removed_torrent_goes_without_a_question()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Event("""{"version":8,"changed":[],"removed":[2]}""");

        Assert.Equal(["torrents |2", "rates 10 0"], rig.Told);
        Assert.Empty(rig.Door.Asked);
        await rig.EndAsync();
    }

    [Fact]
    public async Task Settings_and_totals_are_read_again_each_half_minute_while_something_moves()
    {
        var rig = new LinkRig().Rested();
        for (var second = 0; second < 95; second++)
        {
            rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'a', second)));
            rig.Door.Event($$"""{"version":{{8 + second}},"changed":[1],"removed":[]}""");
            rig.Time.Advance(1);
        }

        Assert.Equal(3, rig.Door.Count(RpcMethods.SessionGet));
        Assert.Equal(3, rig.Door.Count(RpcMethods.SessionStats));
        await rig.EndAsync();
    }

    [Fact]
    public async Task What_the_user_changed_of_the_session_is_read_at_once()
    {
        var rig = new LinkRig().Rested();
        DaemonAnswer? answer = null;
        rig.Link.Send(new DaemonRequest(RpcMethods.SessionSet, json => json.WriteBoolean("alt_speed_enabled", true)), got => answer = got);

        Assert.True(answer!.Value.IsOk);
        Assert.Contains("session", rig.Told);
        Assert.Equal("""session_set {"alt_speed_enabled":true}""", rig.Door.Asked[0]);
        await rig.EndAsync();
    }

    [Fact]
    public async Task What_the_user_changed_does_not_wait_for_the_next_frame()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'a', 11)));
        rig.Door.Event("""{"version":8,"changed":[1],"removed":[]}""");
        rig.Link.Send(new DaemonRequest(RpcMethods.TorrentStop));
        Assert.False(rig.Door.IsPolling);
        rig.Time.Advance(0.1);
        Assert.True(rig.Door.IsPolling);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_refusal_is_a_clean_sentence()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentAdd, "!No \u001b[2Jway.");
        DaemonAnswer? answer = null;
        rig.Link.Send(new DaemonRequest(RpcMethods.TorrentAdd), got => answer = got);

        Assert.Equal("No [2Jway.", answer!.Value.Error);
        await rig.EndAsync();
    }

    [Fact]
    public async Task Requests_without_an_answer_are_bounded()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Held[RpcMethods.TorrentStop] = new TaskCompletionSource();
        var errors = new List<string?>();
        for (var i = 0; i < LinkLimits.MaxRequests + 1; i++)
        {
            rig.Link.Send(new DaemonRequest(RpcMethods.TorrentStop), got => errors.Add(got.Error));
        }

        Assert.Equal(["The daemon has not answered the last requests yet."], errors);
        rig.Door.Held[RpcMethods.TorrentStop].SetResult();
        await rig.EndAsync();
    }

    [Fact]
    public async Task Lines_of_the_log_come_with_the_events_once_they_were_looked_at()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.Log, """{"last":3,"lines":[{"sequence":3,"at":"2026-01-02T03:04:05.000Z","level":"info","text":"one"}]}""");
        rig.Link.Watch(new Wanted("", DetailPart.Log));
        Assert.Equal("one", Assert.Single(rig.Log).Text);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), rig.Log[0].At);

        rig.Door.Event(Nothing);
        rig.Time.Advance(1);
        Assert.Contains("\"log\":3", rig.Door.Asked[^1], StringComparison.Ordinal);
        rig.Door.Event("""{"version":7,"changed":[],"removed":[],"log_last":4,"log":[{"sequence":4,"level":"warning","id":2,"text":"two"}]}""");
        Assert.Equal(["one", "two"], rig.Log.Select(line => line.Text));
        await rig.EndAsync();
    }

    [Fact]
    public async Task The_board_is_read_each_half_minute_while_it_is_looked_at()
    {
        var rig = new LinkRig().Rested();
        rig.Link.Watch(new Wanted("", DetailPart.Board));
        rig.Time.Advance(95);
        Assert.Equal(4, rig.Door.Count(RpcMethods.Board));
        rig.Link.Watch(new Wanted("", DetailPart.None));
        rig.Time.Advance(95);
        Assert.Equal(4, rig.Door.Count(RpcMethods.Board));
        Assert.Equal(0, rig.Time.Waiting);
        await rig.EndAsync();
    }
}
