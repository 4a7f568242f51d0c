using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Metainfo.TorrentBytes;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group M: files that are bencode but no torrent, or a dangerous one.</summary>
public static class MetainfoCases
{
    // A whole torrent with every field that is read, for cuts.
    private static readonly byte[] Whole = Torrent(
        OneFile(length: "5:filesl" + File(3, Path("a", "b"), "4:attr1:x") + File(2, Path("c")) + "e", more: "7:privatei1e"),
        before: "8:announce10:http://a/x13:announce-listl" + Path("http://a/x") + "e7:comment1:c",
        after: "8:url-list8:http://w");

    public static IEnumerable<HostileCase> All() => [.. Structure(), .. Sizes(), .. MetainfoFileCases.All(), .. Optional(), .. Foreign(), .. Cuts()];

    /// <summary>"accept", or "reject" and the code; an unclean or missing explanation is a verdict of its own.</summary>
    public static string Verdict(byte[] input)
    {
        if (TorrentMetainfo.TryParse(input, out _, out var error))
        {
            return "accept";
        }

        return error.Text.Length == 0 || error.Text.Any(char.IsControl) || error.Offset < 0 || error.Offset > input.Length
            ? "bad explanation"
            : "reject " + error.Code;
    }

    internal static HostileCase Case(string id, string expected, byte[] input) => HostileCase.Of(id, expected, input, Verdict);

    internal static HostileCase Info(string id, string expected, string info) => Case(id, expected, Torrent(info));

    private static HostileCase Detail(string id, string expected, byte[] input, Func<TorrentMetainfo, string> detail) =>
        HostileCase.Of(id, expected, input, bytes => TorrentMetainfo.TryParse(bytes, out var torrent, out var error) ? "accept " + detail(torrent) : "reject " + error.Code);

    private static IEnumerable<HostileCase> Structure() =>
    [
        Case("M0 well made", "accept", Whole),
        Case("M1 no info", "reject MissingInfo", Bytes("d8:announce1:ae")),
        Case("M1 empty dictionary", "reject MissingInfo", Bytes("de")),
        Case("M1 not a dictionary", "reject NotDictionary", Bytes("le")),
        Case("M1 a number", "reject NotDictionary", Bytes("i1e")),
        Info("M2 info is a string", "reject BadInfo", "1:x"),
        Info("M2 info is a list", "reject BadInfo", "le"),
        Info("M2 info is a number", "reject BadInfo", "i1e"),
        Info("M2 info is empty", "reject BadName", "de"),
        Case("M3 second info", "reject DuplicateKey", Torrent(OneFile(), after: "4:info" + OneFile(name: "4:name1:g"))),
        Case("M3 second info is a string", "reject DuplicateKey", Torrent(OneFile(), after: "4:info1:x")),
        Info("M3 length twice", "reject DuplicateKey", OneFile(more: "6:lengthi6e")),
        Info("M3 pieces twice", "reject DuplicateKey", OneFile(more: "6:pieces0:")),
        Info("M3 name twice", "reject DuplicateKey", OneFile(more: "4:name1:g")),
        Info("M3 private twice", "reject DuplicateKey", OneFile(more: "7:privatei1e7:privatei0e")),
        Info("M3 unknown key twice", "accept", OneFile(more: "1:xi1e1:xi2e")),
        Case("M3 comment twice", "accept", Torrent(OneFile(), before: "7:comment1:a7:comment1:b")),
        Info("M20 no name", "reject BadName", OneFile(name: "")),
        Info("M20 empty name", "reject BadName", OneFile(name: "4:name0:")),
        Info("M20 name is a number", "reject BadName", OneFile(name: "4:namei1e")),
        Info("M20 name.utf-8 alone", "accept", OneFile(name: "10:name.utf-81:f")),
        Detail("M29 name.utf-8 differs", "accept g", Torrent(OneFile(name: "4:name1:f10:name.utf-81:g")), t => t.Name),
        Detail("M29 name.utf-8 is not UTF-8", "accept f", Torrent(OneFile(name: "4:name1:f10:name.utf-81:\u00ff")), t => t.Name),
        Detail("M29 name.utf-8 alone is not UTF-8", "accept _~85e53271", Torrent(OneFile(name: "10:name.utf-81:\u00ff")), t => t.Name),
        Detail("M29 name.utf-8 is a number", "accept f", Torrent(OneFile(name: "4:name1:f10:name.utf-8i1e")), t => t.Name),
        Info("M30 meta-download carrying files", "accept", Folder(File(5, Path("a")))[..^1] + "13:meta_downloadi1ee"),
        Info("M30 meta-download without pieces", "reject BadPieces", OneFile(pieces: "", more: "13:meta_downloadi1e")),
    ];

    private static IEnumerable<HostileCase> Sizes()
    {
        const string TwoHashes = "6:pieces40:" + Hash + Hash;
        yield return Info("M4 piece length zero", "reject BadPieceLength", OneFile(pieceLength: "12:piece lengthi0e"));
        yield return Info("M4 piece length missing", "reject BadPieceLength", OneFile(pieceLength: ""));
        yield return Info("M4 piece length is a string", "reject BadPieceLength", OneFile(pieceLength: "12:piece length5:16384"));
        yield return Info("M4 piece length one", "accept", OneFile(length: "6:lengthi1e", pieceLength: "12:piece lengthi1e"));
        yield return Info("M5 piece length negative", "reject BadPieceLength", OneFile(pieceLength: "12:piece lengthi-16384e"));
        yield return Info("M5 piece length smallest", "reject BadPieceLength", OneFile(pieceLength: $"12:piece lengthi{long.MinValue}e"));
        yield return Info("M5 piece length largest", "accept", OneFile(pieceLength: $"12:piece lengthi{Limits.MaxPieceLength}e"));
        yield return Info("M5 piece length one beyond", "reject BadPieceLength", OneFile(pieceLength: $"12:piece lengthi{Limits.MaxPieceLength + 1}e"));
        yield return Info("M5 piece length wraps 32 bits", "reject BadPieceLength", OneFile(pieceLength: "12:piece lengthi4294983680e"));
        yield return Info("M6 piece length not a multiple of 16 KiB", "accept", OneFile(pieceLength: "12:piece lengthi16385e"));
        yield return Info("M7 no pieces", "reject BadPieces", OneFile(pieces: ""));
        yield return Info("M7 pieces empty", "reject PieceCountMismatch", OneFile(pieces: "6:pieces0:"));
        yield return Info("M7 pieces is a number", "reject BadPieces", OneFile(pieces: "6:piecesi20e"));
        yield return Info("M7 pieces is a list", "reject BadPieces", OneFile(pieces: "6:piecesl" + Text(Hash) + "e"));
        yield return Info("M8 pieces of 19 bytes", "reject BadPieces", OneFile(pieces: "6:pieces19:" + Hash[1..]));
        yield return Info("M8 pieces of 21 bytes", "reject BadPieces", OneFile(pieces: "6:pieces21:" + Hash + "a"));
        yield return Info("M9 too few hashes", "reject PieceCountMismatch", OneFile(length: "6:lengthi16385e"));
        yield return Info("M9 just enough hashes", "accept", OneFile(length: "6:lengthi16385e", pieces: TwoHashes));
        yield return Info("M10 too many hashes", "reject PieceCountMismatch", OneFile(length: "6:lengthi16384e", pieces: TwoHashes));
        yield return Info("M11 2^21 pieces claimed", "reject PieceCountMismatch", OneFile(length: $"6:lengthi{16384L * Limits.MaxPieces}e"));
        yield return Info("M11 2^21 pieces and one claimed", "reject TooManyPieces", OneFile(length: $"6:lengthi{16384L * Limits.MaxPieces + 1}e"));
        yield return Case("M27 as large as may be", "accept", Padded(Limits.MaxMetainfoBytes));
        yield return Case("M27 one byte larger", "reject FileTooLarge", Padded(Limits.MaxMetainfoBytes + 1));
    }

    private static IEnumerable<HostileCase> Optional() =>
    [
        Detail("M22 private is 0", "accept public", Torrent(OneFile(more: "7:privatei0e")), Privacy),
        Detail("M22 private is 1", "accept private", Torrent(OneFile(more: "7:privatei1e")), Privacy),
        Detail("M22 private is text", "accept private", Torrent(OneFile(more: "7:private1:1")), Privacy),
        Detail("M22 private is 2", "accept private", Torrent(OneFile(more: "7:privatei2e")), Privacy),
        Detail("M22 private is -1", "accept private", Torrent(OneFile(more: "7:privatei-1e")), Privacy),
        Detail("M22 private outside info", "accept public", Torrent(OneFile(), after: "7:privatei1e"), Privacy),
        Case("M23 creation date 2^63", "reject NotBencode", Torrent(OneFile(), before: "13:creation datei9223372036854775808e")),
        Detail("M23 creation date 2^63-1", "accept no date", Torrent(OneFile(), before: "13:creation datei9223372036854775807e"), Date),
        Detail("M23 creation date in year 9999", "accept date", Torrent(OneFile(), before: "13:creation datei253402300799e"), Date),
        Detail("M23 creation date in year 10000", "accept no date", Torrent(OneFile(), before: "13:creation datei253402300800e"), Date),
        Detail("M23 creation date negative", "accept no date", Torrent(OneFile(), before: "13:creation datei-1e"), Date),
        Detail("M23 creation date is text", "accept no date", Torrent(OneFile(), before: "13:creation date3:now"), Date),
        Detail("M24 announce is a number", "accept 0 trackers", Torrent(OneFile(), before: "8:announcei1e"), Trackers),
        Detail("M24 announce is a list", "accept 0 trackers", Torrent(OneFile(), before: "8:announcel10:http://a/xe"), Trackers),
        Detail("M25 announce-list flat", "accept 2 trackers", Torrent(OneFile(), before: "13:announce-list" + Path("http://a/x", "udp://b:1")), Trackers),
        Detail("M25 10,000 tiers", "accept 200 trackers", Torrent(OneFile(), before: ManyTiers(10_000)), Trackers),
        Detail("M25 200 tiers", "accept 200 trackers", Torrent(OneFile(), before: ManyTiers(200)), Trackers),
        Detail("M25 one tier in a hundred lists", "accept 0 trackers", Torrent(OneFile(), before: "13:announce-list" + new string('l', 90) + new string('e', 90)), Trackers),
        Case("M25 too many lists", "reject NotBencode", Torrent(OneFile(), before: "13:announce-list" + new string('l', 100) + new string('e', 100))),
        Case("M26 nodes with ports 0 and 70000", "accept", Torrent(OneFile(), after: "5:nodesll1:ai0eel1:bi70000eee")),
        Case("M26 nodes with a host of 1 MB", "accept", Torrent(OneFile(), after: "5:nodesll" + Text(new string('h', 1 << 20)) + "i1eee")),
        Case("M26 nodes is a number", "accept", Torrent(OneFile(), after: "5:nodesi1e")),
        Detail("M32 comment of 5 MB", "accept 4096", Torrent(OneFile(), before: "7:comment" + Text(new string('c', 5_000_000))), t => $"{t.Comment?.Length}"),
        Case("M32 name of 5 MB that is not UTF-8", "accept", Torrent(OneFile(name: "4:name" + Text(new string('\u00ff', 5_000_000))))),
        Info("M32 pure v2", "reject V2Only", "d9:file treede12:meta versioni2e4:name1:f12:piece lengthi16384ee"),
        Info("M32 pure v2 without a tree", "reject V2Only", "d12:meta versioni3e4:name1:f12:piece lengthi16384ee"),
        Info("M32 hybrid", "accept", OneFile(more: "9:file treede12:meta versioni2e")),
    ];

    private static IEnumerable<HostileCase> Foreign() =>
    [
        Case("M28 empty", "reject Empty", []),
        Case("M28 blank", "reject Empty", Bytes(" \r\n\t")),
        Case("M28 byte order mark alone", "reject Empty", [0xef, 0xbb, 0xbf]),
        Case("M28 gzip", "reject Gzip", [0x1f, 0x8b, 8, 0]),
        Case("M28 half a gzip mark", "reject NotBencode", [0x1f]),
        Case("M28 HTML", "reject Html", Bytes("<!DOCTYPE html><title>login</title>")),
        Case("M28 HTML after blanks", "reject Html", Bytes("\r\n  <html>")),
        Case("M28 HTML after a byte order mark", "reject Html", [0xef, 0xbb, 0xbf, (byte)'<']),
        Case("M28 magnet link", "reject MagnetText", Bytes("magnet:?xt=urn:btih:0")),
        Case("M28 text", "reject NotBencode", Bytes("hello")),
        Case("M28 terminal codes", "reject NotBencode", Bytes("\u001b]52;c;AAAA\a")),
        Case("M28 line break behind", "accept", [.. Whole, (byte)'\n']),
        Case("M28 NUL behind", "reject TrailingBytes", [.. Whole, 0]),
        Case("M28 second torrent behind", "reject TrailingBytes", [.. Whole, .. Whole]),
    ];

    private static IEnumerable<HostileCase> Cuts()
    {
        yield return Case("M33 cut at 0", "reject Empty", []);
        for (var length = 1; length < Whole.Length; length++)
        {
            yield return Case($"M33 cut at {length}", "reject NotBencode", Whole[..length]);
        }
    }

    private static string Privacy(TorrentMetainfo torrent) => torrent.IsPrivate ? "private" : "public";

    private static string Date(TorrentMetainfo torrent) => torrent.CreationDate is null ? "no date" : "date";

    private static string Trackers(TorrentMetainfo torrent) => $"{torrent.AnnounceTiers.Sum(tier => tier.Count)} trackers";

    private static string ManyTiers(int count) =>
        "13:announce-listl" + string.Concat(Enumerable.Range(0, count).Select(i => Path($"http://a/{i}"))) + "e";

    private static byte[] Padded(int length)
    {
        // The padding's own length has seven or eight digits, as the limit has.
        var rest = length - Torrent(OneFile(more: "1:x12345678:")).Length;
        return Torrent(OneFile(more: "1:x" + Text(new string('x', rest))));
    }
}
