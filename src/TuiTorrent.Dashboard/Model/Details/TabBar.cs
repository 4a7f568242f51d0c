using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>A tab's place in the bar.</summary>
/// <param name="Tab">Which one a click opens.</param>
/// <param name="Start">Its first column.</param>
/// <param name="Text">What stands there.</param>
/// <param name="IsCurrent">The open one.</param>
internal readonly record struct TabSpan(DetailTab Tab, int Start, string Text, bool IsCurrent)
{
    /// <summary>Behind its last column.</summary>
    public int End => Start + Text.Length;
}

/// <summary>Where the tabs stand in a row of some width. The open one is always there; where not all fit, its neighbours are, and arrows say that there are more.</summary>
internal static class TabBar
{
    /// <summary>The tabs, in their order.</summary>
    public static readonly DetailTab[] Tabs =
        [DetailTab.Overview, DetailTab.Files, DetailTab.Peers, DetailTab.Trackers, DetailTab.Pieces, DetailTab.Encryption, DetailTab.Why, DetailTab.Log];

    private static readonly string[] Names = ["Overview", "Files", "Peers", "Trackers", "Pieces", "Encryption", "Why", "Log"];

    /// <summary>Lays out the bar.</summary>
    /// <param name="open">The open tab.</param>
    /// <param name="counts">What each tab holds, in their order; "" for no count. "!" calls for a look and stays where counts have no room.</param>
    /// <param name="columns">Of the row.</param>
    /// <param name="spans">Gets the tabs, from the left.</param>
    /// <returns>Whether there are tabs that did not fit: before the first, after the last.</returns>
    public static (bool Before, bool After) Lay(DetailTab open, ReadOnlySpan<string> counts, int columns, List<TabSpan> spans)
    {
        // With counts and wide gaps, without counts, and at last only those around the open one.
        if (!TryLay(open, counts, columns, hasCounts: true, 0, Tabs.Length - 1, spans) && !TryLay(open, counts, columns, hasCounts: false, 0, Tabs.Length - 1, spans))
        {
            var (first, last) = ((int)open, (int)open);
            var isGrowing = true;
            while (isGrowing)
            {
                isGrowing = false;
                if (last < Tabs.Length - 1 && TryLay(open, counts, columns - 2, hasCounts: false, first, last + 1, spans))
                {
                    last++;
                    isGrowing = true;
                }

                if (first > 0 && TryLay(open, counts, columns - 2, hasCounts: false, first - 1, last, spans))
                {
                    first--;
                    isGrowing = true;
                }
            }

            _ = TryLay(open, counts, columns, hasCounts: false, first, last, spans);
            return (first > 0, last < Tabs.Length - 1);
        }

        return (false, false);
    }

    /// <summary>The tab at a column; beyond the first and the last one their neighbours, which the arrows stand for.</summary>
    public static DetailTab? At(IReadOnlyList<TabSpan> spans, int column)
    {
        foreach (var span in spans)
        {
            if (column >= span.Start && column < span.End)
            {
                return span.Tab;
            }
        }

        return spans.Count == 0 ? null
            : column < spans[0].Start && spans[0].Tab > Tabs[0] ? spans[0].Tab - 1
            : column >= spans[^1].End && spans[^1].Tab < Tabs[^1] ? spans[^1].Tab + 1
            : null;
    }

    private static bool TryLay(DetailTab open, ReadOnlySpan<string> counts, int columns, bool hasCounts, int first, int last, List<TabSpan> spans)
    {
        spans.Clear();
        var (at, gap) = (1, hasCounts ? 2 : 1);
        for (var i = first; i <= last; i++)
        {
            var label = counts[i].Length > 0 && (hasCounts || counts[i] == "!") ? $"{Names[i]} {counts[i]}" : Names[i];
            var isOpen = Tabs[i] == open;
            spans.Add(new TabSpan(Tabs[i], at, isOpen ? $"[ {label} ]" : $" {label} ", isOpen));
            at = spans[^1].End + gap;
        }

        return at - gap < columns;
    }
}
