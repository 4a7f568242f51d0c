using System.Security.Cryptography;
using System.Text;
using TuiTorrent.Core.Metainfo;
using static TuiTorrent.Core.Tests.Metainfo.TorrentBytes;

namespace TuiTorrent.Core.Tests.Metainfo;

public class TorrentMetainfoTests
{
    [Fact]
    public void The_hash_is_over_the_info_bytes_as_they_stand()
    {
        const string Unsorted = "d6:pieces20:" + Hash + "4:name1:f1:zle6:lengthi5e12:piece lengthi16384ee";
        var torrent = Parse(Torrent(Unsorted));
        Assert.Equal(Bytes(Unsorted), torrent.InfoBytes.ToArray());
        Assert.Equal(new InfoHash(SHA1.HashData(Bytes(Unsorted))), torrent.InfoHash);
        Assert.True(torrent.PieceHash(0).SequenceEqual(Bytes(Hash)));
    }

    [Fact]
    public void A_single_file_is_named_as_the_torrent()
    {
        var torrent = Parse(Torrent(Info));
        Assert.True(torrent.IsSingleFile);
        Assert.Equal(["f"], Assert.Single(torrent.Files).Path);
        Assert.Equal((5L, 16384, 1), (torrent.Layout.TotalLength, torrent.Layout.PieceLength, torrent.Layout.PieceCount));
        Assert.False(torrent.IsPrivate);
        Assert.Null(torrent.Comment);
        Assert.Null(torrent.CreationDate);
    }

    [Fact]
    public void Files_follow_one_another_below_the_torrents_name()
    {
        var torrent = Parse(Torrent(Folder(File(3, Path("a", "b")) + File(0, Path("c")) + File(4, Path("d")))));
        Assert.Equal(["f/a/b @0+3", "f/c @3+0", "f/d @3+4"], torrent.Files.Select(f => $"{string.Join('/', f.Path)} @{f.Offset}+{f.Length}"));
        Assert.Equal(7, torrent.Layout.TotalLength);
        Assert.False(torrent.IsSingleFile);
    }

    [Fact]
    public void Pad_files_take_room_and_links_take_none()
    {
        var torrent = Parse(Torrent(Folder(
            File(3, Path("a")) + File(5, Path(".pad", "5"), "4:attr1:p") + File(9, Path("l"), "4:attr1:l") + File(1, Path("x"), "4:attr2:xh"))));
        Assert.Equal([(3L, false, false), (5, true, false), (0, false, true), (1, false, false)], torrent.Files.Select(f => (f.Length, f.IsPad, f.IsSymlink)));
        Assert.Equal(9, torrent.Layout.TotalLength);
    }

    [Fact]
    public void A_pad_without_a_path_gets_the_recommended_one()
    {
        var torrent = Parse(Torrent(Folder("d4:attr1:p6:lengthi3ee" + File(5, Path("a")))));
        Assert.Equal(["f", ".pad", "3"], torrent.Files[0].Path);
    }

    [Fact]
    public void The_utf8_variants_of_name_and_path_are_preferred()
    {
        var path = "4:path" + Path("\u00ff") + "10:path.utf-8" + Path("gr\u00c3\u00bcn");
        var torrent = Parse(Torrent(OneFile(length: $"5:filesld6:lengthi1e{path}ee", name: "4:name1:\u00ff10:name.utf-83:top")));
        Assert.Equal("top", torrent.Name);
        Assert.Equal(["top", "grün"], torrent.Files[0].Path);
    }

    [Fact]
    public void A_utf8_variant_that_is_not_utf8_is_passed_over()
    {
        var path = "4:path" + Path("good") + "10:path.utf-8" + Path("\u00ff");
        var torrent = Parse(Torrent(OneFile(length: $"5:filesld6:lengthi1e{path}ee", name: "4:name3:top10:name.utf-81:\u00ff")));
        Assert.Equal(["top", "good"], torrent.Files[0].Path);
    }

    [Fact]
    public void Names_that_are_not_utf8_stay_apart_and_keep_their_extension()
    {
        var torrent = Parse(Torrent(Folder(File(1, Path("a\u00fe.txt")) + File(1, Path("a\u00ff.txt")) + File(1, Path("\u00c0\u00af")))));
        var names = torrent.Files.Select(f => f.Path[1]).ToList();
        Assert.Matches("^a_~[0-9a-f]{8}\\.txt$", names[0]);
        Assert.Matches("^a_~[0-9a-f]{8}\\.txt$", names[1]);
        Assert.Matches("^__~[0-9a-f]{8}$", names[2]);
        Assert.NotEqual(names[0], names[1]);
        Assert.Equal(names[0], torrent.Files[0].Path[1]);
    }

    [Fact]
    public void A_hybrid_works_as_v1_and_a_pure_v2_is_refused_by_name()
    {
        const string V2Part = "9:file treed1:fd0:d6:lengthi5eeee12:meta versioni2e";
        Assert.Equal(5, Parse(Torrent(OneFile(more: V2Part))).Layout.TotalLength);
        Assert.False(TorrentMetainfo.TryParse(Torrent(OneFile(length: "", pieces: "", more: V2Part)), out _, out var error));
        Assert.Equal(MetainfoErrorCode.V2Only, error.Code);
        Assert.Contains("v2", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Optional_texts_and_the_date_are_read()
    {
        var torrent = Parse(Torrent(Info, "7:comment2:hi10:created by2:me13:creation datei86400e", "8:url-listl3:a:b3:c:de"));
        Assert.Equal(("hi", "me"), (torrent.Comment, torrent.CreatedBy));
        Assert.Equal(new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero), torrent.CreationDate);
        Assert.Equal(2, torrent.WebSeedCount);
    }

    [Fact]
    public void A_line_break_behind_the_torrent_is_let_pass() =>
        Assert.Equal(Parse(Torrent(Info)).InfoHash, Parse([.. Torrent(Info), (byte)'\r', (byte)'\n']).InfoHash);

    [Fact]
    public void Every_fault_has_a_text_of_its_own_that_does_not_quote_the_file()
    {
        var texts = Enum.GetValues<MetainfoErrorCode>().Select(code => MetainfoError.At(code, 0).Text).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.DoesNotContain(MetainfoError.At((MetainfoErrorCode)(-1), 0).Text, texts);
    }

    [Theory]
    [InlineData("7:privatei1e", true)]
    [InlineData("7:privatei0e", false)]
    [InlineData("7:privatei2e", true)]
    [InlineData("7:private1:1", true)]
    [InlineData("", false)]
    public void Private_fails_closed(string entry, bool expected) => Assert.Equal(expected, Parse(Torrent(OneFile(more: entry))).IsPrivate);

    private static TorrentMetainfo Parse(byte[] file)
    {
        Assert.True(TorrentMetainfo.TryParse(file, out var torrent, out var error), error.ToString() + Encoding.Latin1.GetString(file));
        return torrent;
    }
}
