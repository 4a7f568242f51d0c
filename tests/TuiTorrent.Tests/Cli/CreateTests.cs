using System.Security.Cryptography;
using TuiTorrent.Cli;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Tests.Cli;

public sealed class CreateTests
{
    [Fact]
    public async Task One_file_becomes_a_torrent_of_its_name()
    {
        using var directory = new TemporaryDirectory();
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var source = directory.Write("data.bin", bytes);
        var output = directory.Below("out.torrent");
        var test = new TestScreen();

        var code = await test.RunAsync("create", source, "-o", output, "--piece-length", "32K", "--tracker", "http://a/announce", "--tracker", "udp://b:1", "--private", "--comment", "hi");

        Assert.Equal(ExitCode.Complete, code);
        var torrent = Read(output);
        Assert.Equal("data.bin", torrent.Name);
        Assert.True(torrent.IsSingleFile);
        Assert.True(torrent.IsPrivate);
        Assert.Equal("hi", torrent.Comment);
        Assert.Equal(["http://a/announce", "udp://b:1"], torrent.AnnounceTiers.SelectMany(tier => tier));
        AssertPieces(torrent, bytes);
        Assert.Contains(torrent.InfoHash.ToString(), test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_is_taken_in_the_order_of_names_without_links_and_the_torrent_itself()
    {
        using var directory = new TemporaryDirectory();
        string[] names = ["b/z", "b/a", "a.txt", "B", "empty", "b.txt"];
        var content = names.ToDictionary(name => name, name => name == "empty" ? [] : RandomNumberGenerator.GetBytes(20_000));
        foreach (var (name, bytes) in content)
        {
            directory.Write("top/" + name, bytes);
        }

        File.CreateSymbolicLink(directory.Below("top/link"), "a.txt");
        var output = directory.Below("top/out.torrent");
        var test = new TestScreen();

        Assert.Equal(ExitCode.Complete, await test.RunAsync("create", directory.Below("top"), "-o", output, "--piece-length", "16K"));
        Assert.Equal(ExitCode.Complete, await test.RunAsync("create", directory.Below("top"), "-o", output, "--piece-length", "16K", "--force"));

        var torrent = Read(output);
        string[] order = ["B", "a.txt", "b/a", "b/z", "b.txt", "empty"];
        Assert.Equal(order.Select(name => "top/" + name), torrent.Files.Select(file => string.Join('/', file.Path)));
        AssertPieces(torrent, order.SelectMany(name => content[name]).ToArray());
        Assert.Contains("left out", test.Error, StringComparison.Ordinal);
        Assert.Contains("link: it is a symbolic link", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_existing_torrent_is_not_replaced_unasked()
    {
        using var directory = new TemporaryDirectory();
        var source = directory.Write("data", [1, 2, 3]);
        var output = directory.Write("out.torrent", "mine"u8);
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await test.RunAsync("create", source, "-o", output));
        Assert.Equal("mine", File.ReadAllText(output));
        Assert.Contains("--force", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_behind_where_nothing_can_be_made()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("empty/file", []);
        var test = new TestScreen();

        Assert.Equal(ExitCode.Failed, await test.RunAsync("create", directory.Below("empty"), "-o", directory.Below("out.torrent")));
        Assert.Equal(ExitCode.Failed, await test.RunAsync("create", directory.Below("missing"), "-o", directory.Below("out.torrent")));
        Assert.Equal([directory.Below("empty")], Directory.GetFileSystemEntries(directory.Path));
        Assert.Contains("holds no data", test.Error, StringComparison.Ordinal);
        Assert.Contains("there is no such", test.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Any_number_of_threads_hashes_the_same(int threads)
    {
        using var directory = new TemporaryDirectory();
        var all = RandomNumberGenerator.GetBytes(300_001);
        int[] lengths = [0, 1, 0, 0, 16_384, 16_383, 100_000, 0, 167_233, 0];
        var files = new List<FoundFile>();
        var offset = 0;
        foreach (var length in lengths)
        {
            var path = directory.Write($"{files.Count}", all.AsSpan(offset, length));
            files.Add(new FoundFile(path, [$"{files.Count}"], PosixCalls.Look(path)!.Value));
            offset += length;
        }

        var hashes = await new PieceHasher(files, new PieceLayout(all.Length, 16_384)).RunAsync(threads);

        Assert.Equal(all.Length, offset);
        Assert.Equal(all.Chunk(16_384).SelectMany(SHA1.HashData), hashes);
    }

    [Fact]
    public async Task A_file_that_became_shorter_is_told_by_name()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("data", new byte[1000]);
        var hasher = new PieceHasher([new FoundFile(path, [], PosixCalls.Look(path)!.Value with { Length = 2000 })], new PieceLayout(2000, 16_384));

        var problem = await Assert.ThrowsAsync<NamedFileException>(() => hasher.RunAsync(2));

        Assert.Contains("data became shorter", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashing_that_was_cancelled_gives_nothing()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Write("data", new byte[1000]);
        var hasher = new PieceHasher([new FoundFile(path, [], PosixCalls.Look(path)!.Value)], new PieceLayout(1000, 16_384));

        hasher.Cancel();

        Assert.Null(await hasher.RunAsync(2));
    }

    private static TorrentMetainfo Read(string path)
    {
        Assert.True(TorrentMetainfo.TryParse(File.ReadAllBytes(path), out var torrent, out var error), error.Text);
        return torrent;
    }

    private static void AssertPieces(TorrentMetainfo torrent, byte[] bytes)
    {
        Assert.Equal(bytes.Length, torrent.Layout.TotalLength);
        var piece = 0;
        foreach (var chunk in bytes.Chunk(torrent.Layout.PieceLength))
        {
            Assert.Equal(SHA1.HashData(chunk), torrent.PieceHash(piece++));
        }
    }
}
