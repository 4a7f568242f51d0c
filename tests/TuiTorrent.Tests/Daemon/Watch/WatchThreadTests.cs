using System.Threading.Channels;
using TuiTorrent.Config;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Daemon.Watch;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Tests.Daemon.Watch;

/// <summary>The kernel's own events, waited for with a limit.</summary>
public sealed class WatchThreadTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _added = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task A_file_that_is_there_and_one_that_comes_later_are_taken()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("w/a.torrent", WatchRig.Torrent("one"));
        using var watch = Start(directory.Below("w"));
        Assert.Equal("one", await NextAsync(_added));

        directory.Write("w/b.torrent", WatchRig.Torrent("two"));
        Assert.Equal("two", await NextAsync(_added));

        directory.Write("c", WatchRig.Torrent("three"));
        File.Move(directory.Below("c"), directory.Below("w/c.torrent"));
        Assert.Equal("three", await NextAsync(_added));
        Assert.StartsWith("Info: watch directory: a.torrent added", await NextAsync(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_waited_for_and_told_once()
    {
        using var directory = new TemporaryDirectory();
        using var watch = Start(directory.Below("x/y/w"));
        Assert.Contains("waiting for it", await NextAsync(_told), StringComparison.Ordinal);

        directory.Write("x/other", []);
        directory.Write("x/y/w/a.torrent", WatchRig.Torrent("one"));

        Assert.Equal("one", await NextAsync(_added));
        Assert.Contains("is there", await NextAsync(_told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_is_made_anew_is_found_again()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("w/a.torrent", WatchRig.Torrent("one"));
        using var watch = Start(directory.Below("w"));
        Assert.Equal("one", await NextAsync(_added));
        Assert.Contains("added", await NextAsync(_told), StringComparison.Ordinal);

        Directory.Move(directory.Below("w"), directory.Below("old"));
        Assert.Contains("waiting for it", await NextAsync(_told), StringComparison.Ordinal);
        directory.Write("w/b.torrent", WatchRig.Torrent("two"));

        Assert.Equal("two", await NextAsync(_added));
    }

    private WatchThread Start(string path) => WatchThread.Start(path, WatchAction.Rename, Add, (level, text) => _told.Writer.TryWrite($"{level}: {text}"))!;

    private static async Task<string> NextAsync(Channel<string> channel) => await channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    private Task<AddResult> Add(TorrentMetainfo metainfo)
    {
        _added.Writer.TryWrite(metainfo.Name);
        return Task.FromResult(new AddResult(1, metainfo.InfoHash, metainfo.Name, false, null));
    }
}
