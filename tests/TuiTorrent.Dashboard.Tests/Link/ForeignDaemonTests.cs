using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>Other programs that speak Transmission's protocol.</summary>
public sealed class ForeignDaemonTests
{
    [Fact]
    public async Task It_is_asked_for_what_was_active_each_two_seconds_and_for_all_each_minute()
    {
        var rig = new LinkRig(isOurs: false).Start();
        Assert.False(rig.Session!.IsOurs);
        rig.Door.Asked.Clear();
        rig.Time.Advance(61.9);

        Assert.Equal(1, rig.Door.Asked.Count(call => !call.Contains("recently_active", StringComparison.Ordinal) && call.StartsWith(RpcMethods.TorrentGet, StringComparison.Ordinal)));
        Assert.Equal(29, rig.Door.Asked.Count(call => call.Contains("recently_active", StringComparison.Ordinal)));
        Assert.Equal(0, rig.Door.Count(RpcMethods.Events));
        await rig.EndAsync();
    }

    [Fact]
    public async Task The_interval_can_be_longer()
    {
        var rig = new LinkRig(isOurs: false);
        rig.Link.Interval = TimeSpan.FromSeconds(10);
        rig.Start();
        rig.Door.Asked.Clear();
        rig.Time.Advance(50);

        Assert.Equal(5, rig.Door.Count(RpcMethods.TorrentGet));
        await rig.EndAsync();
    }

    [Fact]
    public async Task What_did_not_change_is_not_told()
    {
        var rig = new LinkRig(isOurs: false).Start();
        rig.Told.Clear();
        rig.Time.Advance(120);
        Assert.Empty(rig.Told);

        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(2, 'b', 4)).Replace("{\"torrents\"", "{\"removed\":[1],\"torrents\"", StringComparison.Ordinal));
        rig.Time.Advance(2);
        Assert.Equal(["torrents 2|1", "rates 4 0"], rig.Told);
        await rig.EndAsync();
    }

    [Fact]
    public async Task Settings_that_somebody_else_changed_are_seen_though_no_torrent_moves()
    {
        var rig = new LinkRig(isOurs: false).Start();
        rig.Told.Clear();
        rig.Door.Answer(RpcMethods.SessionGet, """{"speed_limit_up":60,"speed_limit_up_enabled":true}""");
        rig.Time.Advance(32);

        Assert.Equal(["session"], rig.Told);
        Assert.Equal(60_000, rig.Session!.UpLimit);
        await rig.EndAsync();
    }

    [Fact]
    public async Task It_is_never_asked_what_only_ours_knows()
    {
        var rig = new LinkRig(isOurs: false).Start();
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), (DetailPart)511));
        rig.Time.Advance(20);

        Assert.DoesNotContain(rig.Door.Asked.Skip(1), call => call.StartsWith("tuitorrent_", StringComparison.Ordinal));
        Assert.Equal(1, rig.Door.Count(RpcMethods.Events));
        await rig.EndAsync();
    }

    [Fact]
    public async Task The_state_of_files_is_asked_for_in_the_form_that_all_daemons_have_and_names_only_once()
    {
        var rig = new LinkRig(isOurs: false).Start();
        rig.Door.Answer(RpcMethods.TorrentGet, """{"torrents":[{"files":[{"name":"a","length":9}],"file_stats":[{"bytes_completed":3,"priority":1,"wanted":false}]}]}""");
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Files));
        Assert.Equal((3L, 1, false), (rig.Detail!.Files[0].Done, rig.Detail.Files[0].Priority, rig.Detail.Files[0].IsWanted));
        Assert.Contains("""["files","file_stats"]""", rig.Door.Asked[^1], StringComparison.Ordinal);

        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(1, 'a', 11)).Replace("]]", """],{"file_stats":[{"bytes_completed":5,"priority":1,"wanted":true}]}]""", StringComparison.Ordinal));
        rig.Time.Advance(2);
        Assert.Contains("""["file_stats"]""", rig.Door.Asked[^1], StringComparison.Ordinal);
        await rig.EndAsync();
    }
}
