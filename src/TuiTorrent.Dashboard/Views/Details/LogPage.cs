using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>What the daemon noted about the torrent, or about all; the newest at the bottom.</summary>
internal sealed class LogPage : DetailPage
{
    private readonly LogRows _rows = new();
    private DetailFocus? _focus;
    private bool _hasDays;
    private bool _isNarrow;

    /// <summary>Shows the lines of all torrents, and those of none.</summary>
    public bool ShowsAll { get; set; }

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Log;

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus)
    {
        if (focus.IsForeign)
        {
            return "This daemon does not show its log: TuiTorrent's own does.";
        }

        var isAll = ShowsAll || focus.Torrent.Hash.Length == 0;
        foreach (var item in focus.Model.Log)
        {
            if (isAll || item.TorrentId == focus.Torrent.Id)
            {
                return null;
            }
        }

        return focus.Model.Log.Count == 0 ? focus.Model.Connection.State == ConnectionState.Online ? "Nothing is in the log yet." : focus.Awaited
            : "Nothing was noted about this torrent of late.";
    }

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        _focus = focus;
        if (ShowsAll || focus.Torrent.Hash.Length == 0)
        {
            focus.Model.LogSeen();
        }

        _hasDays = focus.Model.Log[0].At.ToOffset(focus.Now.Offset).Date != focus.Now.Date;
        _isNarrow = size.Width < 50;
        _rows.Take(focus.Model.Log, ShowsAll ? 0 : focus.Torrent.Id, size.Width - TextAt - 1, size.Height - 1);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        if (y == 0)
        {
            new RowWriter(row, 1).Put(ShowsAll || _focus!.Torrent.Hash.Length == 0 ? "The whole log" : "The log about this torrent", Role.Title);
            return;
        }

        var index = y - 1 + _rows.Window.Top;
        if (index >= _rows.Rows.Count)
        {
            return;
        }

        var what = _rows.Rows[index];
        var role = what.Item.Level switch
        {
            "error" => Role.Bad,
            "warning" => Role.Warn,
            "info" => Role.Text,
            _ => Role.Dim,
        };
        var line = new RowWriter(row, 1);
        if (what.IsFirst)
        {
            line.PutFit(LogRows.Time(what.Item, _focus!.Now, _hasDays, _isNarrow), TextAt - 4, Role.Dim);
            line.Blank(1, Role.Text);
            line.Put(LogRows.Letter(what.Item.Level), role);
        }

        line.MoveTo(TextAt);
        line.Put(what.Text, role);
        if (y == _rows.Window.Height && _rows.Window.Top + _rows.Window.Height < _rows.Window.Count)
        {
            new RowWriter(row, row.Width - 1).Put(GlyphSet.Current.Descending, Role.Key);
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move) => _rows.Scroll(move);

    /// <inheritdoc/>
    public override void Forget() => _rows.Take([], 0, 1, 1);

    /// <summary>Column of the texts: behind time and letter.</summary>
    private int TextAt => _isNarrow ? 9 : _hasDays ? 15 : 12;
}
