namespace TuiTorrent.Dashboard.Model.Columns;

/// <summary>A column and its place.</summary>
/// <param name="Column">Which.</param>
/// <param name="X">From the left, 0 first.</param>
/// <param name="Width">With the blanks before it.</param>
internal readonly record struct PlacedColumn(Column Column, int X, int Width);

/// <summary>The columns of the list for one width. The name takes what is left; less important columns go first where room is short.</summary>
internal sealed class ColumnPlan
{
    private ColumnPlan(PlacedColumn[] columns, int width) => (Columns, Width) = (columns, width);

    /// <summary>From the left.</summary>
    public IReadOnlyList<PlacedColumn> Columns { get; }

    /// <summary>What it was made for.</summary>
    public int Width { get; }

    /// <summary>Lays out what the user wants.</summary>
    public static ColumnPlan For(int width, ColumnSwitches choice)
    {
        var chosen = 1u << (int)ColumnKind.State | 1u << (int)ColumnKind.Name;
        var name = width - Column.Of(ColumnKind.State).Width;
        foreach (var kind in Column.Importance)
        {
            var column = Column.Of(kind);

            // Seeds and peers in two columns take the place of both in one.
            var freed = kind == ColumnKind.Seeds && Has(chosen, ColumnKind.SeedsAndPeers) && choice.IsOn(ColumnKind.Peers) ? Column.Of(ColumnKind.SeedsAndPeers).Width - Column.Of(ColumnKind.Peers).Width : 0;
            if (!choice.IsOn(kind))
            {
                continue;
            }

            // Where one has no room, none that matters less has: else a wider terminal would lose a column for another.
            if (name + freed - column.Width < column.NameAtLeast)
            {
                break;
            }

            if (kind is ColumnKind.Seeds or ColumnKind.Peers && Has(chosen, ColumnKind.SeedsAndPeers))
            {
                chosen &= ~(1u << (int)ColumnKind.SeedsAndPeers);
                name += Column.Of(ColumnKind.SeedsAndPeers).Width;
            }

            chosen |= 1u << (int)kind;
            name -= column.Width;
        }

        return new ColumnPlan(Place(chosen, Math.Max(0, name)), width);
    }

    /// <summary>The column that a cell of a row belongs to; null beyond the last.</summary>
    public Column? At(int x)
    {
        foreach (var placed in Columns)
        {
            if (x >= placed.X && x < placed.X + placed.Width)
            {
                return placed.Column;
            }
        }

        return null;
    }

    private static PlacedColumn[] Place(uint chosen, int name)
    {
        var placed = new List<PlacedColumn>();
        var x = 0;
        foreach (var column in Column.All)
        {
            if (Has(chosen, column.Kind))
            {
                var width = column.Kind == ColumnKind.Name ? name : column.Width;
                placed.Add(new PlacedColumn(column, x, width));
                x += width;
            }
        }

        return [.. placed];
    }

    private static bool Has(uint chosen, ColumnKind kind) => (chosen & (1u << (int)kind)) != 0;
}
