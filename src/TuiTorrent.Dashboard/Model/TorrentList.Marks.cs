using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

// Marks: what bulk commands work on. A mark never outlives its torrent.
internal sealed partial class TorrentList
{
    private readonly HashSet<string> _before = [];
    private HashSet<string> _marked = [];
    private string? _anchor;

    /// <summary>Marked torrents that are shown, in the list's order; without marks the one under the cursor. What bulk commands work on.</summary>
    public IReadOnlyList<TorrentItem> Targets
    {
        get
        {
            var marked = _marked.Count == 0 ? [] : _visible.FindAll(IsMarked);
            return marked.Count > 0 ? marked : Current is { } current ? [current] : [];
        }
    }

    /// <summary>How many are marked.</summary>
    public int MarkedCount => _marked.Count;

    /// <summary>Moving the cursor marks what it passes, until that is switched off.</summary>
    public bool IsRange { get; private set; }

    /// <summary>Whether it is marked.</summary>
    public bool IsMarked(TorrentItem item) => _marked.Contains(item.Hash);

    /// <summary>Marks or unmarks the one under the cursor.</summary>
    public void ToggleMark()
    {
        EndRange();
        if (Current is { } current && !_marked.Remove(current.Hash))
        {
            _marked.Add(current.Hash);
        }
    }

    /// <summary>Marks what is shown and unmarked, and the other way round.</summary>
    public void InvertMarks()
    {
        EndRange();
        foreach (var item in _visible)
        {
            if (!_marked.Remove(item.Hash))
            {
                _marked.Add(item.Hash);
            }
        }
    }

    /// <summary>Marks all that is shown.</summary>
    public void MarkAll()
    {
        EndRange();
        foreach (var item in _visible)
        {
            _marked.Add(item.Hash);
        }
    }

    /// <summary>Without marks.</summary>
    public void ClearMarks()
    {
        EndRange();
        _marked.Clear();
    }

    /// <summary>Marks what is shown and whose name, label or tracker contains a text, in any case.</summary>
    /// <returns>How many that are.</returns>
    public int MarkByText(string text)
    {
        EndRange();
        var count = 0;
        foreach (var item in _visible)
        {
            if (text.Length > 0 && TorrentFilter.Mentions(item, text))
            {
                _marked.Add(item.Hash);
                count++;
            }
        }

        return count;
    }

    /// <summary>From here on moving marks; or, if it did, no more. What is marked stays so.</summary>
    public void ToggleRange()
    {
        if (IsRange)
        {
            EndRange();
            return;
        }

        BeginRange();
        IsRange = true;
        MarkRange();
    }

    /// <summary>Moves the cursor and marks from where that began to where it is: Shift with an arrow. The next move without it leaves the marks.</summary>
    public void Extend(int rows)
    {
        if (_anchor is null)
        {
            BeginRange();
        }

        SetCursor(Clamped(rows));
        MarkRange();
    }

    private void BeginRange()
    {
        _anchor = Current?.Hash;
        _before.Clear();
        _before.UnionWith(_marked);
    }

    private void EndRange()
    {
        IsRange = false;
        _anchor = null;
        _before.Clear();
    }

    private void MarkRange()
    {
        var anchor = _anchor is null ? -1 : _visible.FindIndex(item => item.Hash == _anchor);
        if (anchor < 0)
        {
            // Where the range began is gone or hidden: it begins anew.
            BeginRange();
            anchor = _cursorIndex;
        }

        _marked.Clear();
        _marked.UnionWith(_before);
        var (first, last) = anchor < _cursorIndex ? (anchor, _cursorIndex) : (_cursorIndex, anchor);
        for (var i = first; i <= last && i < _visible.Count; i++)
        {
            _marked.Add(_visible[i].Hash);
        }
    }

    private void Unmark(string hash)
    {
        _marked.Remove(hash);
        _before.Remove(hash);
        _pending.Remove(hash);
    }

    private void DropGoneMarks()
    {
        var (kept, before) = (new HashSet<string>(), new HashSet<string>());
        foreach (var row in _all.Values)
        {
            Keep(_marked, kept, row.Item.Hash);
            Keep(_before, before, row.Item.Hash);
        }

        _marked = kept;
        _before.Clear();
        _before.UnionWith(before);

        static void Keep(HashSet<string> from, HashSet<string> to, string hash)
        {
            if (from.Contains(hash))
            {
                to.Add(hash);
            }
        }
    }
}
