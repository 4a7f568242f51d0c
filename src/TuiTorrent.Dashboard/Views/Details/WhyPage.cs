using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>Why a torrent stands still, the likeliest cause first, each with what helps.</summary>
internal sealed class WhyPage : DetailPage
{
    private const int TextAt = 4;

    private DetailFocus? _focus;
    private int _columns;

    /// <summary>The causes.</summary>
    public CauseRows Rows { get; } = new();

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Why;

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => focus switch
    {
        { IsForeign: true, Torrent.Error.Length: > 0 } => $"{focus.Torrent.Error} (This daemon does not tell more: TuiTorrent's own does.)",
        { IsForeign: true } => "This daemon does not tell why a torrent does not move: TuiTorrent's own does.",
        { Detail.Causes.Count: > 0 } => null,
        { Detail: null } or { IsAnswered: false } => focus.Awaited,
        _ => CauseRows.AllWell(focus.Torrent),
    };

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        _focus = focus;
        _columns = Math.Min(size.Width, 104);
        Rows.Take(focus.Detail!.Causes, _columns - TextAt - 1, size.Height - 1);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        if (y == 0)
        {
            var count = _focus!.Detail!.Causes.Count;
            new RowWriter(row, 1).Put(count == 1 ? "What keeps it from moving" : "What keeps it from moving, the likeliest first", Role.Title);
            return;
        }

        var index = y - 1 + Rows.Window.Top;
        if (index >= Rows.Rows.Count)
        {
            return;
        }

        var what = Rows.Rows[index];
        var isCurrent = what.Cause == Rows.Cursor;
        var line = new RowWriter(row);
        if (what.Part == CausePart.Text)
        {
            line.Put(MarkOf(isCurrent), Role.Key);
            line.Put(NumberText.Grouped(what.Cause + 1), Role.Dim);
        }

        line.MoveTo(TextAt);
        if (what.Part == CausePart.Remedy)
        {
            line.Put("->", what.Role);
        }

        line.MoveTo(what.Role == Role.Good ? TextAt + CauseRows.RemedyIndent : TextAt);
        line.Put(what.Text, what.Role);
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move)
    {
        var count = _focus?.Detail?.Causes.Count ?? 0;
        Rows.MoveTo(move switch
        {
            CursorMove.Up or CursorMove.PageUp or CursorMove.HalfPageUp => Rows.Cursor - 1,
            CursorMove.Down or CursorMove.PageDown or CursorMove.HalfPageDown => Rows.Cursor + 1,
            CursorMove.First => 0,
            CursorMove.Last => count - 1,
            _ => Rows.Cursor,
        });
    }

    /// <inheritdoc/>
    public override void Click(int y)
    {
        if (y > 0 && y - 1 + Rows.Window.Top is var index && index < Rows.Rows.Count && Rows.Rows[index].Cause >= 0)
        {
            Rows.MoveTo(Rows.Rows[index].Cause);
        }
    }

    /// <inheritdoc/>
    public override void Forget() => Rows.Take([], _columns, 1);
}
