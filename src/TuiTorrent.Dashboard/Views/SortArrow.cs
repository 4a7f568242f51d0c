using TuiTorrent.Dashboard.Model;

namespace TuiTorrent.Dashboard.Views;

/// <summary>Which way an order runs.</summary>
internal static class SortArrow
{
    /// <summary>Whether small values are above. Sizes, rates and the like begin with the largest, for that is what one looks for.</summary>
    public static bool IsAscending(SortKey key, bool isReversed)
        => isReversed == (key is SortKey.Size or SortKey.DownRate or SortKey.UpRate or SortKey.Peers or SortKey.Ratio or SortKey.Added);
}
