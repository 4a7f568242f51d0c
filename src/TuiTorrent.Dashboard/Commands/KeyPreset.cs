namespace TuiTorrent.Dashboard.Commands;

/// <summary>Keys of another program, for hands that know it. They come before the default ones and take theirs.</summary>
/// <param name="Name">As in config.toml.</param>
/// <param name="Help">For whom, a sentence.</param>
/// <param name="Keys">Name of a command, and its keys.</param>
internal sealed record KeyPreset(string Name, string Help, (string Command, string[] Keys)[] Keys)
{
    /// <summary>Nothing beyond the table of commands.</summary>
    public static KeyPreset Default { get; } = new("default", "Keys that read like their words; arrows and j, k both move.", []);

    /// <summary>All.</summary>
    public static IReadOnlyList<KeyPreset> All { get; } =
    [
        Default,
        new("rtorrent", "Ctrl+S resumes, Ctrl+D pauses, Backspace adds; a s d z x c change the upload limit, A S D Z X C the download limit.",
        [
            ("resume", ["Ctrl+S"]), ("pause", ["Ctrl+D"]), ("verify", ["Ctrl+R"]), ("add", ["Backspace"]), ("quit", ["Ctrl+Q"]), ("actions", ["Ctrl+X"]), ("log", ["l"]), ("filter", ["F"]),
            ("up-limit-plus-1", ["a"]), ("up-limit-plus-5", ["s"]), ("up-limit-plus-50", ["d"]), ("up-limit-minus-1", ["z"]), ("up-limit-minus-5", ["x"]), ("up-limit-minus-50", ["c"]),
            ("down-limit-plus-1", ["A"]), ("down-limit-plus-5", ["S"]), ("down-limit-plus-50", ["D"]), ("down-limit-minus-1", ["Z"]), ("down-limit-minus-5", ["X"]), ("down-limit-minus-50", ["C"]),
        ]),
        new("tremc", "r removes, y verifies, D and U set limits for the torrent, F renames; in the details o f e t c open the tabs.",
        [
            ("remove", ["r"]), ("verify", ["y"]), ("limits", ["D", "U"]), ("rename", ["F"]), ("label", ["B"]), ("sort", ["s"]), ("palette", ["`"]), ("mark-text", [","]), ("quit", ["Ctrl+W"]),
            ("tab-overview", ["o"]), ("tab-files", ["f"]), ("tab-peers", ["e"]), ("tab-trackers", ["t"]), ("tab-pieces", ["c"]),
        ]),
        new("vim", "h j k l, g G, Ctrl+F and Ctrl+B turn pages, V marks a range, u and Ctrl+R undo and redo.",
        [
            ("page-down", ["Ctrl+F"]), ("page-up", ["Ctrl+B"]), ("mark-range", ["v", "V"]), ("redo", ["Ctrl+R"]), ("verify", ["y"]),
        ]),
    ];
}
