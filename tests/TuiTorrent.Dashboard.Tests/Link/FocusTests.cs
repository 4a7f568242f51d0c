using TuiTorrent.Dashboard.Link;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>The torrent in focus.</summary>
public sealed class FocusTests
{
    private const string Files = """{"torrents":[{"files":[{"name":"x/a","length":10,"bytes_completed":1},{"name":"x/b","length":20,"bytes_completed":2}],"bytes_completed":[1,2],"priorities":[1,0],"wanted":[true,false]}]}""";

    [Fact]
    public async Task It_is_read_at_once_and_only_the_parts_that_are_wanted()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, Files);
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Files));

        Assert.Equal($$"""torrent_get {"ids":["{{LinkRig.Hash('a')}}"],"fields":["files","bytes_completed","priorities","wanted"]}""", Assert.Single(rig.Door.Asked));
        Assert.Equal(["x/a", "x/b"], rig.Detail!.Files.Select(file => file.Path));
        Assert.Equal([(1, true), (0, false)], rig.Detail.Files.Select(file => (file.Priority, file.IsWanted)));
        await rig.EndAsync();
    }

    [Fact]
    public async Task Names_of_files_travel_once()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, Files);
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Files));
        var other = rig.Detail!.Files[0];
        rig.Door.Asked.Clear();

        // One answer for both questions: as a table of torrents, and as the detail.
        rig.Door.Answer(RpcMethods.TorrentGet, $$"""{"torrents":[{"id":1,"hash_string":"{{LinkRig.Hash('a')}}","rate_download":7,"bytes_completed":[1,9],"priorities":[1,-1],"wanted":[true,true]}]}""");
        rig.Door.Event("""{"version":8,"changed":[1],"removed":[]}""");

        Assert.Contains("\"fields\":[\"bytes_completed\",\"priorities\",\"wanted\"]", rig.Door.Asked[^1], StringComparison.Ordinal);
        Assert.Equal((9, -1, true), (rig.Detail!.Files[1].Done, rig.Detail.Files[1].Priority, rig.Detail.Files[1].IsWanted));
        Assert.Same(other, rig.Detail.Files[0]);
        Assert.Equal(2, rig.Posts);
        await rig.EndAsync();
    }

    [Fact]
    public async Task An_event_of_another_torrent_asks_nothing_about_this_one()
    {
        var rig = new LinkRig().Rested();
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.General));
        rig.Door.Asked.Clear();
        rig.Door.Answer(RpcMethods.TorrentGet, LinkRig.Table(LinkRig.Row(2, 'b', 5)));
        rig.Door.Event("""{"version":8,"changed":[2],"removed":[]}""");
        rig.Time.Advance(60);

        Assert.Equal(1, rig.Door.Count(RpcMethods.TorrentGet));
        await rig.EndAsync();
    }

    [Fact]
    public async Task Peers_of_a_torrent_that_runs_are_read_each_two_seconds()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, """{"torrents":[{"peers":[{"address":"2001:db8::1","port":5,"tuitorrent_cipher":"rc4"}]}]}""");
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Peers));
        rig.Time.Advance(10);

        Assert.Equal(6, rig.Door.Count(RpcMethods.TorrentGet));
        Assert.Equal("[2001:db8::1]:5", Assert.Single(rig.Detail!.Peers).Address);
        await rig.EndAsync();
    }

    [Fact]
    public async Task What_comes_for_a_torrent_that_is_no_longer_in_focus_is_dropped()
    {
        var rig = new LinkRig().Rested();
        rig.HoldsPosts = true;
        rig.Door.Answer(RpcMethods.TorrentGet, Files);
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Files));
        rig.Link.Watch(new Wanted(LinkRig.Hash('b'), DetailPart.Files));
        rig.RunPosts();

        Assert.Equal(["detail b"], rig.Told);
        await rig.EndAsync();
    }

    [Fact]
    public async Task Causes_come_from_their_own_method()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.Why, """{"id":1,"causes":[{"code":"no_peers","text":"Nobody has it.","remedy":"Wait."}]}""");
        rig.Link.Watch(new Wanted(LinkRig.Hash('a'), DetailPart.Why));

        Assert.Equal($$"""tuitorrent_why {"id":"{{LinkRig.Hash('a')}}"}""", Assert.Single(rig.Door.Asked));
        Assert.Equal("Nobody has it.", Assert.Single(rig.Detail!.Causes).Text);
        await rig.EndAsync();
    }

    [Fact]
    public async Task A_torrent_that_is_gone_is_asked_for_once()
    {
        var rig = new LinkRig().Rested();
        rig.Door.Answer(RpcMethods.TorrentGet, """{"torrents":[]}""");
        rig.Link.Watch(new Wanted(LinkRig.Hash('c'), DetailPart.Peers | DetailPart.Trackers));
        rig.Time.Advance(100);

        Assert.Single(rig.Door.Asked);
        Assert.Null(rig.Detail);
        await rig.EndAsync();
    }
}
