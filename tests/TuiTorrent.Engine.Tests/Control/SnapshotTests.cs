using TuiTorrent.Engine.Control;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

public sealed class SnapshotTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly EngineFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    private TorrentEngine Engine => _fixture.Engine;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_that_did_not_change_are_the_same_objects()
    {
        var album = await _fixture.AddSeedAsync();
        var other = await _fixture.AddSeedAsync("other", 2);
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var before = await Engine.SnapshotAsync();
        Assert.Same(before, await Engine.SnapshotAsync());
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(before, await Engine.SnapshotAsync());
        await OkAsync(Engine.ChangeAsync(other.InfoHash, new TorrentChange { Options = o => o with { Labels = ["x"] } }));
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var after = await Engine.SnapshotAsync();
        Assert.True(after.Version > before.Version);
        Assert.Same(before.Torrents[0], after.Torrents[0]);
        Assert.Equal((album.InfoHash, other.InfoHash), (after.Torrents[0].InfoHash, after.Torrents[1].InfoHash));
        Assert.Equal((after.Version, "x"), (after.Torrents[1].Version, after.Torrents[1].Options.Labels[0]));
        Assert.Equal((2, 1, 0L), (after.Totals.AddedEver, after.Totals.Starts, after.Totals.DownloadBytesPerSecond));
    }

    [Fact]
    public async Task What_a_command_did_is_in_the_next_snapshot_however_soon_that_is_asked_for()
    {
        Assert.Empty((await Engine.SnapshotAsync()).Torrents);
        var album = await _fixture.AddSeedAsync(isPaused: true);
        Assert.Equal(album.InfoHash, Assert.Single((await Engine.SnapshotAsync()).Torrents).InfoHash);
        await OkAsync(Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { Labels = ["x"] } }));
        Assert.Equal(["x"], (await Engine.SnapshotAsync()).Torrents[0].Options.Labels);
        await OkAsync(Engine.SetOptionsAsync(o => o with { Alternative = o.Alternative with { IsOn = true } }));
        Assert.True((await Engine.SnapshotAsync()).Totals.IsAlternative);
        await OkAsync(Engine.RemoveAsync(album.InfoHash, deleteData: false));
        Assert.Empty((await Engine.SnapshotAsync()).Torrents);
    }

    [Fact]
    public async Task Who_waits_for_a_change_hears_of_the_next_one_and_else_when_patience_ends()
    {
        var album = await _fixture.AddSeedAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var now = await Engine.SnapshotAsync();
        Assert.Same(now, await Engine.ChangedAsync(now.Version, TimeSpan.Zero, Token).WaitAsync(Patience, Token));
        var change = Engine.ChangedAsync(now.Version, TimeSpan.FromHours(1), Token);
        await OkAsync(Engine.StopAsync(album.InfoHash));
        while (!change.IsCompleted)
        {
            _fixture.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Engine.SnapshotAsync(album.InfoHash).WaitAsync(Patience, Token);
        }

        var changed = await change;
        Assert.True(changed.Version > now.Version);
        Assert.Equal(TorrentActivity.Stopped, changed.Torrents[0].Activity);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var now = await Engine.SnapshotAsync();
        var waiting = Engine.ChangedAsync(now.Version + 5, TimeSpan.FromHours(1), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task Who_asks_or_waits_when_the_engine_ends_is_told()
    {
        var now = await Engine.SnapshotAsync();
        var waiting = Engine.ChangedAsync(now.Version + 5, TimeSpan.FromHours(1), Token);
        await Engine.HandshakesAsync();
        Engine.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Engine.WhyAsync(default).WaitAsync(Patience, Token));
        _fixture.Start();
    }

    [Fact]
    public async Task Totals_of_all_runs_go_on()
    {
        await _fixture.AddSeedAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(100));
        await _fixture.RestartAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var totals = (await Engine.SnapshotAsync()).Totals;
        Assert.Equal((1, 2), (totals.AddedEver, totals.Starts));
        Assert.True(totals.SecondsBefore >= 100);
        Assert.Equal((0, false), (totals.ListenPort, totals.IsAlternative));
    }

    [Fact]
    public async Task Handshakes_are_reported_though_there_were_none()
    {
        var report = await Engine.HandshakesAsync();
        Assert.Equal((new HandshakeCounts(0, 0, 0, 0), 0, 0), (report.Counts, report.Recent.Count, report.Refused.Count));
    }

    [Fact]
    public async Task Who_was_answered_sees_what_the_command_did()
    {
        // The clock stands: a snapshot of before would still be young enough.
        Assert.Empty((await Engine.SnapshotAsync()).Torrents);
        var album = await _fixture.AddSeedAsync(isPaused: true);
        Assert.Equal(TorrentActivity.Stopped, Assert.Single((await Engine.SnapshotAsync()).Torrents).Activity);
        await OkAsync(Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { Labels = ["x"] } }));
        Assert.Equal("x", Assert.Single((await Engine.SnapshotAsync()).Torrents[0].Options.Labels));
        await OkAsync(Engine.StartAsync(album.InfoHash, false));
        Assert.NotEqual(TorrentActivity.Stopped, (await Engine.SnapshotAsync()).Torrents[0].Activity);
        await OkAsync(Engine.RenameAsync(album.InfoHash, "album", "mine"));
        Assert.Equal("mine", (await Engine.SnapshotAsync()).Torrents[0].Name);
        await OkAsync(Engine.RemoveAsync(album.InfoHash, false));
        var after = await Engine.SnapshotAsync();
        Assert.Empty(after.Torrents);
        Assert.Single(after.Removed);
    }
}
