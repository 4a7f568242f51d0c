using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using static TuiTorrent.Engine.Tests.Control.EngineFixture;

namespace TuiTorrent.Engine.Tests.Control;

public sealed class VerifyQueueTests : IDisposable
{
    private readonly SwitchedFiles _files = new();
    private readonly EngineFixture _fixture;

    public VerifyQueueTests() => _fixture = new EngineFixture(port: -1, _files);

    public void Dispose()
    {
        _files.MayRead = true;
        _fixture.Dispose();
        _files.Dispose();
    }

    private TorrentEngine Engine => _fixture.Engine;

    [Fact]
    public async Task One_torrent_of_a_disk_is_verified_at_a_time_and_the_others_stand_in_line()
    {
        var (one, two, three) = (await _fixture.AddSeedAsync("one", 1), await _fixture.AddSeedAsync("two", 2), await _fixture.AddSeedAsync("three", 3));
        _files.MayRead = false;
        foreach (var album in new[] { one, two, three })
        {
            await OkAsync(Engine.VerifyAsync(album.InfoHash));
        }

        await _fixture.AwaitAsync(one, t => t.Activity == TorrentActivity.Verifying);
        await _fixture.AwaitAsync(two, t => t.Activity == TorrentActivity.QueuedToVerify);
        await _fixture.AwaitAsync(three, t => t.Activity == TorrentActivity.QueuedToVerify);

        // Who leaves the line holds up nobody, and who is being verified gives way at once.
        await OkAsync(Engine.StopAsync(two.InfoHash));
        await _fixture.AwaitAsync(two, t => t.Activity == TorrentActivity.Stopped);
        await OkAsync(Engine.StopAsync(one.InfoHash));
        await _fixture.AwaitAsync(three, t => t.Activity == TorrentActivity.Verifying);
        _files.MayRead = true;
        await _fixture.AwaitAsync(three, t => t.Activity == TorrentActivity.Seeding);
        Assert.Equal(TorrentActivity.Stopped, (await _fixture.AwaitAsync(one, _ => true)).Activity);
    }
}
