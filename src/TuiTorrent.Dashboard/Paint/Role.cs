namespace TuiTorrent.Dashboard.Paint;

/// <summary>What a cell is for. The theme alone says how that looks, so a screen reads the same in truecolor, 16 colours and none.</summary>
internal enum Role : byte
{
    /// <summary>Ordinary text, in the terminal's own colours.</summary>
    Text,

    /// <summary>What may be overlooked: units, separators, what is at rest.</summary>
    Dim,

    /// <summary>What the eye should find first.</summary>
    Strong,

    /// <summary>Headings of panes, columns and dialogs.</summary>
    Title,

    /// <summary>Data on its way to us: rates down, bars that grow.</summary>
    Down,

    /// <summary>Data on its way from us.</summary>
    Up,

    /// <summary>Done, working, safe. Never the only sign of it.</summary>
    Good,

    /// <summary>Wants a look.</summary>
    Warn,

    /// <summary>An error.</summary>
    Bad,

    /// <summary>A key to press, the hot letter in a label.</summary>
    Key,

    /// <summary>Filled part of a bar or a map.</summary>
    Filled,

    /// <summary>Empty part of the same.</summary>
    Empty,
}

/// <summary>What lies under a cell.</summary>
internal enum Ground : byte
{
    /// <summary>The terminal's own background.</summary>
    Plain,

    /// <summary>The row under the cursor.</summary>
    Cursor,

    /// <summary>A marked row.</summary>
    Marked,

    /// <summary>The bar of keys, and rows of headings.</summary>
    Bar,

    /// <summary>A dialog.</summary>
    Panel,

    /// <summary>All of a screen whose daemon is lost: last data, not to be trusted.</summary>
    Stale,
}

/// <summary>How a cell is drawn: its role, and what lies under it.</summary>
internal readonly record struct Ink(Role Role, Ground Ground = Ground.Plain)
{
    /// <summary>A role on the terminal's own background.</summary>
    public static implicit operator Ink(Role role) => new(role);
}
