namespace TuiTorrent.Dashboard.Model.Columns;

/// <summary>Which columns the user wants, where there is room for them.</summary>
/// <remarks>Only the thread of the screen.</remarks>
internal sealed class ColumnSwitches
{
    private uint _off;

    /// <summary>All but the extra ones.</summary>
    public ColumnSwitches()
    {
        foreach (var column in Column.All)
        {
            _off |= column.IsExtra ? Bit(column.Kind) : 0;
        }
    }

    /// <summary>Those that can be switched: all but state and name.</summary>
    public static IEnumerable<Column> Switchable => Column.All.Where(static column => column.Kind is not (ColumnKind.State or ColumnKind.Name));

    /// <summary>Grows with each change.</summary>
    public int Version { get; private set; }

    /// <summary>Whether the user wants it.</summary>
    public bool IsOn(ColumnKind kind) => (_off & Bit(kind)) == 0;

    /// <summary>Switches a column on or off. State and name stay.</summary>
    public void Toggle(ColumnKind kind)
    {
        if (kind is not (ColumnKind.State or ColumnKind.Name))
        {
            _off ^= Bit(kind);
            Version++;
        }
    }

    private static uint Bit(ColumnKind kind) => 1u << (int)kind;
}
