namespace TuiTorrent.Dashboard.Model;

// The cursor, and what it looks for.
internal sealed partial class TorrentList
{
    /// <summary>Text that is highlighted and jumped to, without hiding the rest; "" for none.</summary>
    public string Search { get; private set; } = "";

    /// <summary>Moves the cursor by so many rows, no further than the ends.</summary>
    public void Move(int rows) => MoveTo(Clamped(rows));

    /// <summary>Moves the cursor to a row, no further than the ends.</summary>
    public void MoveTo(int index)
    {
        SetCursor(index);
        if (IsRange)
        {
            MarkRange();
        }
        else
        {
            _anchor = null;
        }
    }

    /// <summary>Moves the cursor to a torrent, if it is shown.</summary>
    /// <returns>Whether it is.</returns>
    public bool MoveTo(string hash)
    {
        var index = _visible.FindIndex(item => item.Hash == hash);
        if (index >= 0)
        {
            MoveTo(index);
        }

        return index >= 0;
    }

    /// <summary>Highlights a text, and moves to the first torrent with it, from the cursor on.</summary>
    /// <returns>Whether there is one; true for "".</returns>
    public bool SearchFor(string text)
    {
        Search = text;
        return text.Length == 0 || Find(0, 1);
    }

    /// <summary>On to the next torrent with the text that is searched for; after the last one comes the first.</summary>
    /// <returns>Whether there is one.</returns>
    public bool FindNext() => Find(1, 1);

    /// <summary>Back to the one before; before the first one comes the last.</summary>
    /// <returns>Whether there is one.</returns>
    public bool FindPrevious() => Find(-1, -1);

    private bool Find(int first, int step)
    {
        for (var i = 0; i < _visible.Count && Search.Length > 0; i++)
        {
            var index = (_cursorIndex + first + (i * step) + (2 * _visible.Count)) % _visible.Count;
            if (TorrentFilter.Mentions(_visible[index], Search))
            {
                MoveTo(index);
                return true;
            }
        }

        return false;
    }

    private int Clamped(int rows) => (int)Math.Clamp((long)_cursorIndex + rows, 0, Math.Max(0, _visible.Count - 1));
}
