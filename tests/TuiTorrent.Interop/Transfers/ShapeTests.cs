using System.Globalization;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Transfers;

/// <summary>Torrents of unusual shape, and torrents made by other programs.</summary>
[Collection("shapes")]
public sealed class ShapeTests
{
    private const int HybridPieceLength = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ForeignKind.Libtorrent, OurRole.Leecher)]
    [InlineData(ForeignKind.Libtorrent, OurRole.Seeder)]
    [InlineData(ForeignKind.Aria2, OurRole.Leecher)]
    [InlineData(ForeignKind.Transmission, OurRole.Seeder)]
    public Task Three_thousand_small_files(ForeignKind foreign, OurRole role) => RunAsync(foreign, role, Dress.Rc4, Samples.ManyFiles);

    [Theory]
    [InlineData(ForeignKind.Libtorrent, OurRole.Leecher)]
    [InlineData(ForeignKind.Libtorrent, OurRole.Seeder)]
    [InlineData(ForeignKind.Aria2, OurRole.Seeder)]
    [InlineData(ForeignKind.Transmission, OurRole.Leecher)]
    public Task Pieces_of_16_KiB(ForeignKind foreign, OurRole role) => RunAsync(foreign, role, Dress.Plain, Samples.SmallPieces);

    [Theory]
    [InlineData(ForeignKind.Libtorrent, OurRole.Leecher)]
    [InlineData(ForeignKind.Libtorrent, OurRole.Seeder)]
    [InlineData(ForeignKind.Aria2, OurRole.Leecher)]
    [InlineData(ForeignKind.Transmission, OurRole.Seeder)]
    public Task Pieces_of_16_MiB(ForeignKind foreign, OurRole role) => RunAsync(foreign, role, Dress.Plain, Samples.LargePieces);

    [Theory]
    [InlineData(OurRole.Leecher)]
    [InlineData(OurRole.Seeder)]
    public async Task A_torrent_made_by_transmission(OurRole role)
    {
        var data = Samples.ManyFiles;
        using var temporary = new Temporary();
        var path = Path.Combine(temporary.Directory("torrent"), "made.torrent");
        await ForeignProcess.RunAsync(
            "transmission-create", temporary.Directory("home"), ["-o", path, "-c", "made for a test", data.RootPath], TestContext.Current.CancellationToken);
        await RunAsync(ForeignKind.Transmission, role, Dress.Rc4, data, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(OurRole.Leecher)]
    [InlineData(OurRole.Seeder)]
    public async Task A_hybrid_made_by_libtorrent_works_as_version_1(OurRole role)
    {
        var data = Samples.ManyFiles;
        using var temporary = new Temporary();
        var path = Path.Combine(temporary.Directory("torrent"), "hybrid.torrent");
        await ForeignProcess.RunAsync(
            Programs.Python,
            temporary.Directory("home"),
            [Scripts.PathOf("make_torrent.py"), data.RootPath, path, HybridPieceLength.ToString(CultureInfo.InvariantCulture)],
            TestContext.Current.CancellationToken);
        await RunAsync(ForeignKind.Libtorrent, role, Dress.Default, data, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    private static Task<TransferResult> RunAsync(ForeignKind foreign, OurRole role, Dress dress, TestData data, byte[]? torrent = null) =>
        Transfer.RunAsync(new Scenario(foreign, role, dress, Route.WeDial), data, Limit, madeTorrent: torrent);
}
