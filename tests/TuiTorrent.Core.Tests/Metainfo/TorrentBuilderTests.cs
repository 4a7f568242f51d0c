using System.Security.Cryptography;
using System.Text;
using CsCheck;
using TuiTorrent.Core.Metainfo;

namespace TuiTorrent.Core.Tests.Metainfo;

public class TorrentBuilderTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['à', 'ž'], Gen.Char['一', '龥']), 1, 12];

    private static readonly Gen<(string Name, string[][] Paths, long[] Lengths, int PieceExponent, bool IsPrivate)> Torrents =
        Gen.Select(Names, Names.Array[1, 5].Array[1, 20], Gen.Long[1, 5_000_000].Array[20], Gen.Int[14, 24], Gen.Bool);

    [Fact]
    public void What_is_built_is_read_back() => Torrents.Sample(made =>
    {
        var builder = new TorrentBuilder(made.Name)
        {
            PieceLength = 1 << made.PieceExponent,
            IsPrivate = made.IsPrivate,
            AnnounceTiers = [["http://a.example/announce", "udp://b.example:80"], ["https://c.example/announce"]],
            Comment = made.Name,
            CreatedBy = "test",
            CreationDate = DateTimeOffset.FromUnixTimeSeconds(made.Lengths[0]),
        };
        for (var i = 0; i < made.Paths.Length; i++)
        {
            builder.AddFile(made.Paths[i], made.Lengths[i]);
        }

        var hashes = Hashes(builder);
        Assert.True(TorrentMetainfo.TryParse(builder.Build(hashes), out var read, out _));
        Assert.Equal((made.Name, made.IsPrivate, builder.TotalLength), (read.Name, read.IsPrivate, read.Layout.TotalLength));
        Assert.Equal(builder.AnnounceTiers, read.AnnounceTiers);
        Assert.Equal((builder.Comment, builder.CreatedBy, builder.CreationDate), (read.Comment, read.CreatedBy, read.CreationDate));
        Assert.Equal(made.Paths.Select(path => path.Prepend(made.Name)), read.Files.Select(file => file.Path));
        Assert.Equal(made.Lengths.Take(made.Paths.Length), read.Files.Select(file => file.Length));
        var last = read.Layout.PieceCount - 1;
        Assert.True(read.PieceHash(last).SequenceEqual(hashes.AsSpan(last * 20, 20)));
    }, iter: 200);

    [Fact]
    public void A_changed_or_cut_torrent_never_throws_and_keeps_its_promises() =>
        Gen.Select(Torrents, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[0, 4], Gen.Int[0, 100_000]).Sample((made, changes, cut) =>
        {
            var builder = new TorrentBuilder(made.Name) { PieceLength = 1 << made.PieceExponent };
            for (var i = 0; i < Math.Min(3, made.Paths.Length); i++)
            {
                builder.AddFile(made.Paths[i], made.Lengths[i]);
            }

            var file = builder.Build(Hashes(builder));
            foreach (var (at, value) in changes)
            {
                file[at % file.Length] = value;
            }

            if (!TorrentMetainfo.TryParse(file.AsMemory(0, cut % 4 == 0 ? cut % file.Length : file.Length), out var torrent, out var error))
            {
                Assert.NotEqual(MetainfoErrorCode.None, error.Code);
                Assert.InRange(error.Offset, 0, file.Length);
                return;
            }

            Assert.Equal(torrent.Layout.TotalLength, torrent.Files.Sum(f => f.Length));
            Assert.Equal(20, torrent.PieceHash(torrent.Layout.PieceCount - 1).Length);
            Assert.All(torrent.Files, f => Assert.Contains(f.Path, component => component.Length > 0));
        }, iter: 1000);

    [Fact]
    public void A_single_file_has_no_folder()
    {
        var builder = new TorrentBuilder("one.iso");
        builder.AddFile([], 100_000);
        Assert.True(TorrentMetainfo.TryParse(builder.Build(Hashes(builder)), out var read, out _));
        Assert.True(read.IsSingleFile);
        Assert.Equal(["one.iso"], read.Files[0].Path);
        Assert.Throws<InvalidOperationException>(() => builder.AddFile(["two"], 1));
    }

    [Fact]
    public void One_tracker_is_written_without_a_list_and_no_tracker_not_at_all()
    {
        var builder = new TorrentBuilder("f") { AnnounceTiers = [["http://a.example/announce"]] };
        builder.AddFile([], 1);
        Assert.StartsWith("d8:announce25:http://a.example/announce4:info", Encoding.Latin1.GetString(builder.Build(Hashes(builder))), StringComparison.Ordinal);
        var bare = new TorrentBuilder("f");
        bare.AddFile([], 1);
        Assert.StartsWith("d4:info", Encoding.Latin1.GetString(bare.Build(Hashes(bare))), StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_that_do_not_fit_are_refused()
    {
        var builder = new TorrentBuilder("f");
        builder.AddFile([], 1);
        Assert.Throws<InvalidOperationException>(() => builder.Build(new byte[40]));
        Assert.Throws<InvalidOperationException>(() => builder.Build([]));
    }

    [Theory]
    [InlineData(1, 16 * 1024)]
    [InlineData(1500L * 16 * 1024, 16 * 1024)]
    [InlineData(1501L * 16 * 1024, 32 * 1024)]
    [InlineData(1L << 30, 1024 * 1024)]
    [InlineData(1L << 42, 16 * 1024 * 1024)]
    public void The_piece_length_is_chosen_for_some_1500_pieces(long total, int expected) =>
        Assert.Equal(expected, TorrentBuilder.ChoosePieceLength(total));

    private static byte[] Hashes(TorrentBuilder builder)
    {
        var pieces = (int)((builder.TotalLength + builder.EffectivePieceLength - 1) / builder.EffectivePieceLength);
        return Enumerable.Range(0, pieces).SelectMany(piece => SHA1.HashData(BitConverter.GetBytes(piece))).ToArray();
    }
}
