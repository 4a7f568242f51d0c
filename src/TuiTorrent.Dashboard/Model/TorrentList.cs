using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>The torrents in their order, with what is filtered away, the cursor and the marks.</summary>
/// <remarks>
/// The cursor and the marks hold on to info-hashes: sorting, filtering and news never move them to another torrent. Only where the torrent under the cursor is gone, or not shown any more, does the cursor take its
/// neighbour. News cost by what changed: torrents whose key stayed keep their order, the others are sorted among themselves and merged in.
/// </remarks>
internal sealed partial class TorrentList
{
    private readonly Dictionary<int, Row> _all = [];
    private readonly TorrentOrder _order = new();
    private readonly EtaSteadier _etas = new();
    private readonly int[] _counts = new int[TorrentFilter.States];
    private readonly List<Row> _moved = [];
    private readonly List<TorrentItem> _visible = [];
    private readonly Comparison<Row> _compare;
    private List<Row> _rows = [];
    private List<Row> _merged = [];
    private string _cursor = "";
    private int _cursorIndex;

    /// <summary>Empty.</summary>
    public TorrentList()
    {
        _compare = (one, other) => _order.Compare(one.Item, other.Item);
        All = new AllRows(_all);
    }

    /// <summary>All torrents, in no order.</summary>
    public IReadOnlyCollection<TorrentItem> All { get; }

    /// <summary>Those that the list shows, in its order.</summary>
    public IReadOnlyList<TorrentItem> Visible => _visible;

    /// <summary>The order.</summary>
    public SortKey Sort => _order.Key;

    /// <summary>The other way round.</summary>
    public bool IsReversed => _order.IsReversed;

    /// <summary>The one under the cursor; null in an empty list.</summary>
    public TorrentItem? Current => _cursorIndex < _visible.Count ? _visible[_cursorIndex] : null;

    /// <summary>Its place in <see cref="Visible"/>.</summary>
    public int CursorIndex => _cursorIndex;

    /// <summary>Peers of all torrents.</summary>
    public int Peers { get; private set; }

    /// <summary>Those of them with RC4; of daemons that say so.</summary>
    public int EncryptedPeers { get; private set; }

    /// <summary>How many torrents a filter by state would show.</summary>
    public int Count(StateFilter state) => _counts[(int)state];

    /// <summary>News of the daemon.</summary>
    public void Apply(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll)
    {
        if (isAll)
        {
            ForgetAll();
        }

        for (var i = 0; i < removed.Count; i++)
        {
            if (_all.Remove(removed[i], out var row))
            {
                row.IsGone = true;
                Tally(row.Item, -1);
                _etas.Forget(row.Item.Id);
                Unmark(row.Item.Hash);
            }
        }

        for (var i = 0; i < changed.Count; i++)
        {
            Take(changed[i]);
        }

        if (isAll)
        {
            DropGoneMarks();
        }

        Arrange();
    }

    /// <summary>Another order; the same once more turns it round.</summary>
    public void SortBy(SortKey key)
    {
        (_order.Key, _order.IsReversed) = (key, key == Sort && !IsReversed);
        ArrangeAll();
    }

    /// <summary>Turns the order round.</summary>
    public void Reverse()
    {
        _order.IsReversed = !_order.IsReversed;
        ArrangeAll();
    }

    private void ForgetAll()
    {
        foreach (var row in _all.Values)
        {
            row.IsGone = true;
        }

        _all.Clear();
        _etas.Clear();
        Array.Clear(_counts);
        (Peers, EncryptedPeers) = (0, 0);
    }

    private void Take(TorrentItem item)
    {
        if (!_all.TryGetValue(item.Id, out var row))
        {
            row = new Row(Steady(item, -1)) { IsMoved = true };
            _all.Add(item.Id, row);
            _moved.Add(row);
            Tally(row.Item, 1);
            return;
        }

        item = Steady(item, row.Item.EtaSeconds);
        if (row.Item.Hash != item.Hash)
        {
            // The daemon began anew and gave the number to another torrent.
            Unmark(row.Item.Hash);
        }
        else if (row.Item.Activity != item.Activity)
        {
            Settle(item.Hash);
        }

        if (!row.IsMoved)
        {
            var isShown = _filter.Shows(item);
            row.IsMoved = isShown != row.IsShown || (isShown && !_order.IsSamePlace(row.Item, item));
            if (row.IsMoved)
            {
                _moved.Add(row);
            }
        }

        Tally(row.Item, -1);
        Tally(item, 1);
        row.Item = item;
    }

    private TorrentItem Steady(TorrentItem item, long shownEta)
    {
        var eta = _etas.Next(item.Id, shownEta, item.EtaSeconds);
        return eta == item.EtaSeconds ? item : item with { EtaSeconds = eta };
    }

    private void Tally(TorrentItem item, int by)
    {
        for (var state = 0; state < _counts.Length; state++)
        {
            _counts[state] += TorrentFilter.IsOf(item, (StateFilter)state) ? by : 0;
        }

        Peers += by * item.Peers;
        EncryptedPeers += by * Math.Max(0, item.EncryptedPeers);
    }

    /// <summary>Everything anew: the order or the filter is another one.</summary>
    private void ArrangeAll()
    {
        _moved.Clear();
        foreach (var row in _all.Values)
        {
            row.IsMoved = true;
            _moved.Add(row);
        }

        Arrange();
    }

    /// <summary>Takes gone and moved rows out of the order and merges the moved ones in again where they belong now.</summary>
    private void Arrange()
    {
        var neighbour = FindNeighbour();
        var shown = 0;
        for (var i = 0; i < _moved.Count; i++)
        {
            var row = _moved[i];
            row.IsShown = !row.IsGone && _filter.Shows(row.Item);
            if (row.IsShown)
            {
                _moved[shown++] = row;
            }
            else
            {
                row.IsMoved = false;
            }
        }

        _moved.RemoveRange(shown, _moved.Count - shown);
        _moved.Sort(_compare);
        Merge();
        foreach (var row in _moved)
        {
            row.IsMoved = false;
        }

        _moved.Clear();
        _visible.Clear();
        foreach (var row in _rows)
        {
            _visible.Add(row.Item);
        }

        PlaceCursor(neighbour);
    }

    private void Merge()
    {
        _merged.Clear();
        var next = 0;
        foreach (var row in _rows)
        {
            if (row.IsGone || row.IsMoved || !row.IsShown)
            {
                continue;
            }

            while (next < _moved.Count && _compare(_moved[next], row) < 0)
            {
                _merged.Add(_moved[next++]);
            }

            _merged.Add(row);
        }

        while (next < _moved.Count)
        {
            _merged.Add(_moved[next++]);
        }

        (_rows, _merged) = (_merged, _rows);
    }

    /// <summary>Which torrent takes the cursor if the one under it goes: the next one below in the order before that stays, else the next one above.</summary>
    private string FindNeighbour()
    {
        for (var i = _cursorIndex; i < _rows.Count; i++)
        {
            if (Stays(_rows[i]))
            {
                return _rows[i].Item.Hash;
            }
        }

        for (var i = Math.Min(_cursorIndex, _rows.Count) - 1; i >= 0; i--)
        {
            if (Stays(_rows[i]))
            {
                return _rows[i].Item.Hash;
            }
        }

        return "";

        bool Stays(Row row) => !row.IsGone && _filter.Shows(row.Item);
    }

    private void PlaceCursor(string neighbour)
    {
        if (_cursorIndex < _visible.Count && _visible[_cursorIndex].Hash == _cursor)
        {
            return;
        }

        var (own, other) = (-1, -1);
        for (var i = 0; i < _visible.Count && own < 0; i++)
        {
            own = _visible[i].Hash == _cursor ? i : own;
            other = _visible[i].Hash == neighbour ? i : other;
        }

        SetCursor(own >= 0 ? own : other >= 0 ? other : _cursorIndex);
    }

    private void SetCursor(int index)
    {
        _cursorIndex = Math.Clamp(index, 0, Math.Max(0, _visible.Count - 1));
        _cursor = Current?.Hash ?? _cursor;
    }

    /// <summary>A torrent in the list, whose item changes with the news.</summary>
    private sealed class Row(TorrentItem item)
    {
        public TorrentItem Item { get; set; } = item;

        /// <summary>Removed: it leaves the order.</summary>
        public bool IsGone { get; set; }

        /// <summary>It is to be sorted in anew.</summary>
        public bool IsMoved { get; set; }

        /// <summary>The filter shows it, or did when it was last arranged.</summary>
        public bool IsShown { get; set; }
    }

    private sealed class AllRows(Dictionary<int, Row> rows) : IReadOnlyCollection<TorrentItem>
    {
        public int Count => rows.Count;

        public IEnumerator<TorrentItem> GetEnumerator()
        {
            foreach (var row in rows.Values)
            {
                yield return row.Item;
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
