using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>The connected peers, the busiest first. The cursor holds on to an address.</summary>
internal sealed class PeerTable
{
    /// <summary>Rates move; a peer changes its place only for one that is busier by this share, or rows would dance each second.</summary>
    private const int StepsPerDoubling = 2;

    private readonly List<PeerItem> _rows = [];
    private IReadOnlyList<PeerItem> _peers = [];
    private string _cursor = "";

    /// <summary>In their order.</summary>
    public IReadOnlyList<PeerItem> Rows => _rows;

    /// <summary>Which rows are seen.</summary>
    public ScrollWindow Window { get; } = new();

    /// <summary>The peer under the cursor.</summary>
    public PeerItem? Current => Window.Cursor < _rows.Count ? _rows[Window.Cursor] : null;

    /// <summary>Takes the peers of now.</summary>
    public void Take(IReadOnlyList<PeerItem> peers)
    {
        if (ReferenceEquals(peers, _peers))
        {
            return;
        }

        _peers = peers;
        _rows.Clear();
        _rows.AddRange(peers);
        _rows.Sort(Compare);
        var at = _rows.FindIndex(peer => peer.Address == _cursor);
        Window.Fit(_rows.Count, Window.Height);
        MoveTo(at >= 0 ? at : Window.Cursor);
    }

    /// <summary>Empty, for another torrent.</summary>
    public void Clear()
    {
        Take([]);
        _cursor = "";
        Window.Reset();
    }

    /// <summary>Puts the cursor on a row.</summary>
    public void MoveTo(int row)
    {
        Window.MoveTo(row);
        _cursor = Current?.Address ?? "";
    }

    // In half powers of two, so that small changes of a rate move nothing.
    private static int Busy(PeerItem peer) =>
        peer.DownRate + peer.UpRate is > 0 and var rate ? 1 + (int)(StepsPerDoubling * Math.Log2(rate)) : 0;

    private static int Compare(PeerItem one, PeerItem other)
    {
        var order = Busy(other).CompareTo(Busy(one));
        order = order == 0 ? other.Downloaded.CompareTo(one.Downloaded) : order;
        return order == 0 ? string.CompareOrdinal(one.Address, other.Address) : order;
    }
}
