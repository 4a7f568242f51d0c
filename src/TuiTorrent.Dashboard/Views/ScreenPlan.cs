using System.Drawing;

namespace TuiTorrent.Dashboard.Views;

/// <summary>How much of the screen there is room for.</summary>
internal enum ScreenForm
{
    /// <summary>Too small for a list: totals and a hint.</summary>
    Tiny,

    /// <summary>The list with its most important columns.</summary>
    Small,

    /// <summary>80x24 and about: one header row, tabs, list, preview.</summary>
    Normal,

    /// <summary>140x40 and about: a graph and a box of the machine above the list.</summary>
    Wide,
}

/// <summary>Where each pane stands. An empty rectangle is a pane that is not shown.</summary>
internal sealed record ScreenPlan
{
    /// <summary>Rows of the graph with its axis, and of the box beside it without its last one.</summary>
    private const int GraphRows = 5;

    private const int BoxColumns = 43;
    private const int PreviewRows = 3;

    /// <summary>Which form.</summary>
    public ScreenForm Form { get; private init; }

    /// <summary>First row: host and rates; a lost daemon's banner takes its place.</summary>
    public Rectangle Header { get; private init; }

    /// <summary>Rates over time.</summary>
    public Rectangle Graph { get; private init; }

    /// <summary>The machine.</summary>
    public Rectangle Box { get; private init; }

    /// <summary>Rates and limits under the graph.</summary>
    public Rectangle Totals { get; private init; }

    /// <summary>States to filter by.</summary>
    public Rectangle Tabs { get; private init; }

    /// <summary>The list with its headings.</summary>
    public Rectangle List { get; private init; }

    /// <summary>Some of the torrent under the cursor.</summary>
    public Rectangle Preview { get; private init; }

    /// <summary>All of it.</summary>
    public Rectangle Details { get; private init; }

    /// <summary>What was done; the filter line takes its place.</summary>
    public Rectangle Notice { get; private init; }

    /// <summary>Keys.</summary>
    public Rectangle Keys { get; private init; }

    /// <summary>Lays out for a size.</summary>
    /// <param name="size">Of the terminal.</param>
    /// <param name="hasDetails">Details are open.</param>
    /// <param name="isFull">They are to have all the room there is.</param>
    public static ScreenPlan For(Size size, bool hasDetails, bool isFull)
    {
        var (width, height) = (size.Width, size.Height);
        if (width < 40 || height < 8)
        {
            return new ScreenPlan { Form = ScreenForm.Tiny, Header = new Rectangle(0, 0, width, height) };
        }

        var form = width < 72 || height < 16 ? ScreenForm.Small : width >= 110 && height >= 32 ? ScreenForm.Wide : ScreenForm.Normal;
        var plan = new ScreenPlan
        {
            Form = form,
            Header = new Rectangle(0, 0, width, 1),
            Notice = new Rectangle(0, height - 2, width, 1),
            Keys = new Rectangle(0, height - 1, width, 1),
        };
        var canSplit = height >= 30 && form != ScreenForm.Small;
        if (hasDetails && (isFull || !canSplit))
        {
            return plan with { Details = new Rectangle(0, 1, width, height - 3) };
        }

        var y = 1;
        if (form == ScreenForm.Wide)
        {
            plan = plan with
            {
                Graph = new Rectangle(0, y, width - BoxColumns, GraphRows),
                Box = new Rectangle(width - BoxColumns, y, BoxColumns, GraphRows + 1),
                Totals = new Rectangle(0, y + GraphRows, width - BoxColumns, 1),
            };
            y += GraphRows + 1;
        }

        if (form != ScreenForm.Small)
        {
            plan = plan with { Tabs = new Rectangle(0, y++, width, 1) };
        }

        var room = height - 2 - y;
        if (hasDetails)
        {
            var listRows = Math.Max(6, room * 9 / 20);
            return plan with { List = new Rectangle(0, y, width, listRows), Details = new Rectangle(0, y + listRows, width, room - listRows) };
        }

        var preview = height >= 20 ? PreviewRows : 0;
        return plan with { List = new Rectangle(0, y, width, room - preview), Preview = new Rectangle(0, y + room - preview, width, preview) };
    }
}
