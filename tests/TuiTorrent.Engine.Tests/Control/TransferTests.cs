using System.Net;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

/// <summary>Two engines: what one gives, and the other gets, decides how they go on.</summary>
public sealed class TransferTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SwitchedFiles _files = new();
    private readonly EngineFixture _giver = new(port: 0, new PosixFiles());
    private readonly EngineFixture _taker;

    public TransferTests() => _taker = new EngineFixture(port: 0, files: _files);

    public void Dispose()
    {
        _taker.Dispose();
        _giver.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Seeding_ends_when_as_much_was_given_as_was_set_and_stays_ended_after_a_kill()
    {
        var album = await _giver.AddSeedAsync();
        await OkAsync(_giver.Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { RatioMode = LimitMode.Own, Ratio = 1 } }));
        Assert.Equal(TorrentActivity.Seeding, (await _giver.AwaitAsync(album, _ => true)).Activity);
        await TakeAsync(album);
        await AwaitBothAsync(album, TorrentActivity.Stopped, TorrentActivity.Seeding);
        _giver.Kill();
        var done = await _giver.AwaitAsync(album, t => t.Activity == TorrentActivity.Stopped);
        Assert.True(done.IsSeedingDone);
        await OkAsync(_giver.Engine.ChangeAsync(album.InfoHash, new TorrentChange { Options = o => o with { RatioMode = LimitMode.Unlimited } }));
        await _giver.AwaitAsync(album, t => t.Activity == TorrentActivity.Seeding);
    }

    [Fact]
    public async Task A_download_that_filled_the_disk_goes_on_by_itself_when_there_is_room()
    {
        var album = await _giver.AddSeedAsync();
        _files.IsFull = true;
        await TakeAsync(album);
        await AwaitBothAsync(album, TorrentActivity.Seeding, TorrentActivity.Failed);
        var failed = await _taker.AwaitAsync(album, _ => true);
        Assert.Contains("No space left", failed.Error, StringComparison.Ordinal);
        Assert.Equal("disk_full", (await _taker.Engine.WhyAsync(album.InfoHash))![0].Code);
        _files.IsFull = false;
        _taker.Time.Advance(TimeSpan.FromSeconds(31));
        await AwaitBothAsync(album, TorrentActivity.Seeding, TorrentActivity.Seeding);
        Assert.Null((await _taker.AwaitAsync(album, _ => true)).Error);
        Assert.Equal(Files(_giver.Root), Files(_taker.Root));
    }

    private async Task TakeAsync(TorrentMetainfo album)
    {
        var result = await _taker.Engine.AddAsync(album, new AddOptions
        {
            Directory = _taker.Root,
            Peers = [PeerEndpoint.From(IPAddress.Loopback, _giver.Engine.ListenPort)],
        });
        Assert.Null(result.Error);
    }

    // Both clocks move, for neither goes on without the other; slowly, so that no time-out comes before an answer does.
    private async Task AwaitBothAsync(TorrentMetainfo album, TorrentActivity giver, TorrentActivity taker)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await ActivityAsync(_giver, album, limit.Token) is var one && await ActivityAsync(_taker, album, limit.Token) is var two && (one, two) != (giver, taker))
        {
            Assert.False(limit.IsCancellationRequested, $"{one} and {two}");
            _giver.Time.Advance(Step);
            _taker.Time.Advance(Step);
            await Task.Yield();
        }
    }

    private static async Task<TorrentActivity?> ActivityAsync(EngineFixture fixture, TorrentMetainfo album, CancellationToken limit) =>
        (await fixture.Engine.SnapshotAsync(album.InfoHash).WaitAsync(limit))?.Activity;
}
