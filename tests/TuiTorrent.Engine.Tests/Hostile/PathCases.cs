using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Hostile;

/// <summary>The hostile names of group P: what a torrent may try, and what must come of it.</summary>
/// <remarks>
/// P10 and P11 (a disk that takes two names for one), P25 and P26 (links), P27 (a longer foreign file) need a disk: they are in
/// PathRaceTests and Disk/ResumeTests. P24's links are never made, since nothing here can make one; a file through one is P25.
/// </remarks>
public static class PathCases
{
    /// <summary>A case: the files' names, and the relative paths they become or the problem that refuses the torrent.</summary>
    /// <param name="Id">As in the list of hostile inputs, with what it is.</param>
    /// <param name="Files">Names of each file as decoded from the torrent.</param>
    /// <param name="Expected">One relative path a file; null when refused.</param>
    /// <param name="Problem">Why it is refused.</param>
    public sealed record PathCase(string Id, string[][] Files, string[]? Expected, PathProblemKind Problem = PathProblemKind.None)
    {
        /// <inheritdoc/>
        public override string ToString() => Id;
    }

    private static readonly string Long300 = new('a', 300);

    /// <summary>All cases.</summary>
    public static IReadOnlyList<PathCase> All { get; } =
    [
        Refused("P1 ..", PathProblemKind.Traversal, "t", ".."),
        Refused("P1 .. as a directory", PathProblemKind.Traversal, "t", "..", "x"),
        Refused("P1 .. first", PathProblemKind.Traversal, "..", "t", "x"),
        Same("P1 three dots are a name", "t", "..."),
        Same("P1 dots before a name", "t", "..x"),
        Refused("P2 ../../x in one element", PathProblemKind.Separator, "t", "../../x"),
        Refused("P2 x/.. in one element", PathProblemKind.Separator, "t", "x/.."),
        Refused("P3 element /etc/x", PathProblemKind.Separator, "t", "/etc/x"),
        Refused("P3 element / alone", PathProblemKind.Separator, "/", "etc"),
        Refused("P3 a slash at the end", PathProblemKind.Separator, "t", "x/"),
        new("P4 no element at all", [[]], null, PathProblemKind.NoName),
        Becomes("P4 one empty element", "_", ""),
        Becomes("P4 all elements vanish", "_/_/_", "", ".", ""),
        Becomes("P4 a dot", "t/_", "t", "."),
        Refused("P5 NUL within", PathProblemKind.Nul, "t", "a\0b"),
        Refused("P5 NUL at the end", PathProblemKind.Nul, "t", "x.exe\0"),
        Refused("P5 NUL alone", PathProblemKind.Nul, "\0"),
        Same("P6 255 bytes", new string('a', 255)),
        Becomes("P6 256 bytes", new string('a', 246) + "~" + Mark(new string('a', 256)), new string('a', 256)),
        Becomes("P6 an extension is kept", new string('a', 242) + "~" + Mark(Long300 + ".mkv") + ".mkv", Long300 + ".mkv"),
        Becomes("P6 no extension of 300 bytes", "x." + new string('a', 244) + "~" + Mark("x." + Long300), "x." + Long300),
        new("P6 two that are cut to one stem", [[Long300 + "1"], [Long300 + "2"]],
            [new string('a', 246) + "~" + Mark(Long300 + "1"), new string('a', 246) + "~" + Mark(Long300 + "2")]),
        Becomes("P7 cut inside a code point", new string('€', 82) + "~" + Mark(new string('€', 90)), new string('€', 90)),
        Becomes("P7 cut inside a pair", Repeat("😀", 61) + "~" + Mark(Repeat("😀", 64)), Repeat("😀", 64)),
        Same("P8 100 levels", [.. Enumerable.Repeat("d", 100), "f"]),
        Refused("P8 101 levels", PathProblemKind.TooDeep, [.. Enumerable.Repeat("d", 101), "f"]),
        new("P9 file a, then directory a", [["t", "a"], ["t", "a", "x"]], ["t/a", "t/a~2/x"]),
        new("P9 directory a, then file a", [["t", "a", "x"], ["t", "a"]], ["t/a/x", "t/a~2"]),
        new("P9 a file twice", [["t", "a.txt"], ["t", "a.txt"]], ["t/a.txt", "t/a~2.txt"]),
        new("P9 a file thrice and the name it would get", [["a~2"], ["a"], ["a"], ["a"]], ["a~2", "a", "a~3", "a~4"]),
        new("P9 the name it would get comes later", [["a"], ["a"], ["a~2"]], ["a", "a~2", "a~2~2"]),
        new("P9 two names cleaned to one", [["x\u0001"], ["x\u0002"], ["x_"]], ["x_", "x_~2", "x_~3"]),
        new("P9 two directories cleaned to one stay two", [["d\u0001", "f"], ["d\u0002", "f"], ["d\u0001", "g"]], ["d_/f", "d_~2/f", "d_/g"]),
        new("P9 an empty directory name and _", [["", "f"], ["_", "f"]], ["_/f", "_~2/f"]),
        new("P10 A and a are two names here", [["t", "A"], ["t", "a"]], ["t/A", "t/a"]),
        new("P11 composed and decomposed are two names here", [["é"], ["e\u0301"]], ["é", "e\u0301"]),
        Same("P12 trailing dot", "t", "x."),
        Same("P12 trailing space", "t", "x "),
        Same("P12 leading space", "t", " x"),
        Same("P13 CON", "CON"),
        Same("P13 COM1.txt", "COM1.txt"),
        Same("P14 a:b", "a:b"),
        Same("P15 leading -", "-rf"),
        Same("P16 C:\\x", "C:\\x"),
        Same("P16 UNC", "\\\\host\\share"),
        Same("P16 backslash traversal is a name", "..\\..\\x"),
        Refused("P17 single-file name ..", PathProblemKind.Traversal, ".."),
        Becomes("P17 single-file name .", "_", "."),
        Becomes("P18 U+009B", "_31mred", "\u009b31mred"),
        Becomes("P18 ESC", "_[31mred", "\u001b[31mred"),
        Becomes("P18 line feed, tab, return, bell, DEL", "a_b_c_d_e_", "a\nb\tc\rd\ae\u007f"),
        Becomes("P19 bytes ff fe after decoding", "__", "\ufffd\ufffd"),
        Becomes("P19 a lone surrogate", "a_b", "a\ud800b"),
        Becomes("P19 a pair the wrong way round", "__", "\udc00\ud800"),
        Becomes("P20 overlong c0 af after decoding", "____etc", "..\ufffd\ufffdetc".Replace("..", "\ufffd\ufffd", StringComparison.Ordinal)),
        Becomes("P21 U+202E", "photo_gpj.exe", "photo\u202egpj.exe"),
        Becomes("P21 U+2066 and U+2069", "_a_", "\u2066a\u2069"),
        Becomes("P21 U+200B, U+FEFF, U+2028, a tag", "a_b_c_d_", "a\u200bb\ufeffc\u2028d\U000e0041"),
        Same("P21 a joiner within a word stays", "a\u200db"),
        Same("P22 ends with a partial suffix of others", "x.part"),
        Same("P23 equals a state name", "state.db"),
        Same("P23 equals a lock name", "lock"),
    ];

    private static PathCase Same(string id, params string[] names) => new(id, [names], [string.Join('/', names)]);

    private static PathCase Becomes(string id, string expected, params string[] names) => new(id, [names], [expected]);

    private static PathCase Refused(string id, PathProblemKind problem, params string[] names) => new(id, [names], null, problem);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Mark(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
}
