using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Hostile.MetainfoCases;
using static TuiTorrent.Core.Tests.Metainfo.TorrentBytes;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group M, the part about lengths and the list of files.</summary>
public static class MetainfoFileCases
{
    public static IEnumerable<HostileCase> All() => [.. Lengths(), .. Entries(), .. Paths(), .. Many()];

    private static IEnumerable<HostileCase> Lengths()
    {
        const long Most = (long)Limits.MaxPieces * Limits.MaxPieceLength;
        const string Long = "12:piece lengthi268435456e";
        yield return Info("M12 length 2^63-1", "reject TotalTooLarge", OneFile(length: $"6:lengthi{long.MaxValue}e"));
        yield return Info("M12 length as large as pieces cover", "reject PieceCountMismatch", OneFile(length: $"6:lengthi{Most}e", pieceLength: Long));
        yield return Info("M12 length one beyond", "reject TotalTooLarge", OneFile(length: $"6:lengthi{Most + 1}e", pieceLength: Long));
        yield return Info("M12 length negative", "reject BadLength", OneFile(length: "6:lengthi-1e"));
        yield return Info("M12 length smallest", "reject BadLength", OneFile(length: $"6:lengthi{long.MinValue}e"));
        yield return Info("M12 length missing", "reject BadLength", OneFile(length: ""));
        yield return Info("M13 sum overflows", "reject TotalTooLarge", Folder(File(long.MaxValue, Path("a")) + File(long.MaxValue, Path("b")) + File(7, Path("c"))));
        yield return Info("M13 sum wraps to negative", "reject TotalTooLarge", Folder(File(5, Path("a")) + File(long.MaxValue, Path("b"))));
        yield return Info("M13 sum one beyond", "reject TotalTooLarge", Folder(File(Most, Path("a")) + File(1, Path("b"))));
        yield return Info("M13 sum at the limit", "reject TooManyPieces", Folder(File(Most - 1, Path("a")) + File(1, Path("b"))));
        yield return Info("M13 negative length balances", "reject BadLength", Folder(File(10, Path("a")) + File(-5, Path("b"))));
        yield return Info("M14 length and files", "reject LengthAndFiles", OneFile(length: "6:lengthi5e5:filesl" + File(5, Path("a")) + "e"));
        yield return Info("M15 files empty", "reject NoContent", Folder(""));
        yield return Info("M15 files is a number", "reject BadFiles", OneFile(length: "5:filesi1e"));
        yield return Info("M15 files is a dictionary", "reject BadFiles", OneFile(length: "5:filesde"));
        yield return Info("M16 all files empty", "reject NoContent", Folder(File(0, Path("a")) + File(0, Path("b"))));
        yield return Info("M16 the one file empty", "reject NoContent", OneFile(length: "6:lengthi0e"));
        yield return Info("M16 nothing at all, and no hashes", "reject NoContent", OneFile(length: "6:lengthi0e", pieces: "6:pieces0:"));
        yield return Info("M16 nothing but padding", "reject NoContent", Folder(File(5, Path("a"), "4:attr1:p")));
        yield return Info("M16 nothing but links", "reject NoContent", Folder(File(5, Path("a"), "4:attr1:l")));
        yield return Info("M16 one byte among empty files", "accept", Folder(File(0, Path("a")) + File(1, Path("b")) + File(0, Path("c"))));
        yield return Info("M21 length is a string", "reject BadLength", OneFile(length: "6:length1:5"));
        yield return Info("M21 a file's length is a string", "reject BadLength", Folder("d6:length1:54:path" + Path("a") + "e"));
        yield return Info("M21 a file's length is missing", "reject BadLength", Folder("d4:path" + Path("a") + "e"));
    }

    private static IEnumerable<HostileCase> Entries() =>
    [
        Info("M17 entry is a string", "reject BadFiles", Folder("1:a")),
        Info("M17 entry is a number", "reject BadFiles", Folder("i5e")),
        Info("M17 entry is a list", "reject BadFiles", Folder("le")),
        Info("M17 second entry is a string", "reject BadFiles", Folder(File(5, Path("a")) + "1:b")),
        Info("M17 entry is empty", "reject BadPath", Folder("de")),
        Info("M17 length twice", "reject DuplicateKey", Folder("d6:lengthi5e6:lengthi6e4:path" + Path("a") + "e")),
        Info("M17 path twice", "reject DuplicateKey", Folder(File(5, Path("a"), "4:path" + Path("b")))),
        Info("M17 attr is a number", "accept", Folder(File(5, Path("a"), "4:attri1e"))),
        Info("M17 attr of unknown letters", "accept", Folder(File(5, Path("a"), "4:attr4:????"))),
        Info("M17 pad without path", "accept", Folder(File(5, Path("a")) + "d4:attr1:p6:lengthi3ee")),
        Info("M17 pad whose path is a number", "reject BadPath", Folder(File(5, Path("a")) + "d4:attr1:p6:lengthi3e4:pathi1ee")),
        Info("M17 link without path", "reject BadPath", Folder(File(5, Path("a")) + "d4:attr1:l6:lengthi0ee")),
        Info("M17 link without length", "accept", Folder(File(5, Path("a")) + "d4:attr1:l4:path" + Path("b") + "12:symlink pathl2:..ee")),
    ];

    private static IEnumerable<HostileCase> Paths() =>
    [
        Info("M18 path is an empty list", "reject BadPath", Folder(File(5, "le"))),
        Info("M18 path is missing", "reject BadPath", Folder("d6:lengthi5ee")),
        Info("M18 path is a string", "reject BadPath", Folder(File(5, "1:a"))),
        Info("M18 path of empty names", "reject BadPath", Folder(File(5, Path("", "")))),
        Info("M18 path with an empty name", "accept", Folder(File(5, Path("", "a")))),
        Info("M18 path.utf-8 is an empty list", "accept", Folder(File(5, Path("a"), "10:path.utf-8le"))),
        Info("M18 path.utf-8 alone", "accept", Folder("d6:lengthi5e10:path.utf-8" + Path("a") + "e")),
        Info("M18 path.utf-8 alone is not UTF-8", "accept", Folder("d6:lengthi5e10:path.utf-8" + Path("\u00ff") + "e")),
        Info("M18 100 levels", "accept", Folder(File(5, Path(Enumerable.Repeat("a", Limits.MaxPathDepth))))),
        Info("M18 101 levels", "reject PathTooDeep", Folder(File(5, Path(Enumerable.Repeat("a", Limits.MaxPathDepth + 1))))),
        Info("M18 1,000,000 levels", "reject PathTooDeep", Folder(File(5, Path(Enumerable.Repeat("a", 1_000_000))))),
        Info("M19 path element is a number", "reject BadPath", Folder(File(5, "l1:ai1ee"))),
        Info("M19 path element is a list", "reject BadPath", Folder(File(5, "ll1:aee"))),
    ];

    private static IEnumerable<HostileCase> Many()
    {
        var one = File(5, Path("a"));
        var none = File(0, Path("a"));
        yield return Info("M34 100,000 files", "accept", Folder(one + Repeat(none, Limits.MaxFiles - 1)));
        yield return Info("M34 100,001 files", "reject TooManyFiles", Folder(one + Repeat(none, Limits.MaxFiles)));
        yield return Info("M34 10,000 files 100 levels deep", "accept", Folder(one + Repeat(File(0, Path(Enumerable.Repeat("b", Limits.MaxPathDepth))), 10_000)));
        yield return Info("M34 100,000 links", "accept", Folder(one + Repeat("d4:attr1:l4:pathl1:aee", Limits.MaxFiles - 1)));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
