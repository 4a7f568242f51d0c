using System.Globalization;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>One row of the log: a line, or what of it went over the row before.</summary>
/// <param name="Item">The line.</param>
/// <param name="Text">As much as stands in this row.</param>
/// <param name="IsFirst">Its first row, with time and level.</param>
internal readonly record struct LogRow(LogItem Item, string Text, bool IsFirst);

/// <summary>The log as rows of a width, of one torrent or of all. The newest is at the bottom, and in view unless somebody scrolled away from it.</summary>
internal sealed class LogRows
{
    /// <summary>Rows of one line; what is longer is cut.</summary>
    private const int MaxRows = 4;

    private readonly List<LogRow> _rows = [];
    private readonly List<string> _parts = [];
    private (long Last, int Lines, int Torrent, int Columns) _made = (-1, -1, -1, -1);
    private bool _isAtEnd = true;

    /// <summary>The rows.</summary>
    public IReadOnlyList<LogRow> Rows => _rows;

    /// <summary>Which are seen.</summary>
    public ScrollWindow Window { get; } = new();

    /// <summary>Takes the log of now.</summary>
    /// <param name="log">Oldest first.</param>
    /// <param name="torrent">Whose lines; 0 for all.</param>
    /// <param name="columns">Room for a text.</param>
    /// <param name="height">Rows that fit.</param>
    public void Take(IReadOnlyList<LogItem> log, int torrent, int columns, int height)
    {
        var made = (log.Count > 0 ? log[^1].Sequence : 0, log.Count, torrent, columns);
        if (made != _made)
        {
            _isAtEnd |= torrent != _made.Torrent;
            _made = made;
            Build(log, torrent, columns);
        }

        var top = Window.Top;
        Window.Fit(_rows.Count, height);
        Window.ScrollTo(_isAtEnd ? _rows.Count : top);
    }

    /// <summary>Scrolls; at the end it stays there when lines come.</summary>
    public void Scroll(Commands.CursorMove move)
    {
        Window.Scroll(move);
        _isAtEnd = Window.Top >= Window.Count - Window.Height;
    }

    /// <summary>The letter of a level.</summary>
    public static string Letter(string level) => level switch
    {
        "error" => "E",
        "warning" => "W",
        "info" => "I",
        _ => "D",
    };

    /// <summary>"19:40:07", with days "11-21 19:40", in narrow places "19:40": eight columns, eleven, five.</summary>
    public static string Time(LogItem item, DateTimeOffset now, bool hasDays, bool isNarrow) =>
        isNarrow ? item.At.ToOffset(now.Offset).ToString("HH:mm", CultureInfo.InvariantCulture)
        : hasDays ? item.At.ToOffset(now.Offset).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : TimeText.ClockWithSeconds(item.At, now.Offset);

    private void Build(IReadOnlyList<LogItem> log, int torrent, int columns)
    {
        _rows.Clear();
        foreach (var item in log)
        {
            if (torrent != 0 && item.TorrentId != torrent)
            {
                continue;
            }

            _parts.Clear();
            WrappedText.Break(item.Text, columns, MaxRows, _parts);
            for (var i = 0; i < _parts.Count; i++)
            {
                _rows.Add(new LogRow(item, _parts[i], i == 0));
            }
        }
    }
}
