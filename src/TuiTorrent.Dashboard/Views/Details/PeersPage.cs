using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The connected peers: who, how their bytes travel, how much.</summary>
internal sealed class PeersPage : DetailPage
{
    private readonly List<string> _hint = [];
    private int _hintRows;
    private int _height;

    /// <summary>The peers.</summary>
    public PeerTable Table { get; } = new();

    /// <summary>The cursor's row in the page.</summary>
    public int CursorRow => 1 + Table.Window.Cursor - Table.Window.Top;

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Peers | (torrent.Peers == 0 ? DetailPart.Trackers : DetailPart.None);

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => focus.Detail is { Peers.Count: > 0 } ? null : PeerWords.WhyNone(focus) ?? focus.Awaited;

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        Table.Take(focus.Detail!.Peers);
        _height = size.Height;
        _hint.Clear();
        if (size.Height >= 6 && IsFocused && Table.Current is { } current)
        {
            WrappedText.Break(PeerWords.Sentence(current), size.Width - 2, size.Height >= 8 ? 3 : 1, _hint);
        }

        // As many rows as the longest sentence takes, so that the list keeps its height from peer to peer.
        _hintRows = _hint.Count == 0 ? 0 : size.Height < 8 ? 1 : size.Width >= 140 ? 1 : size.Width >= 70 ? 2 : 3;
        Table.Window.Fit(Table.Rows.Count, size.Height - 1 - _hintRows);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        var columns = new PeerColumns(row.Width);
        if (y == 0)
        {
            columns.ComposeHeader(row);
        }
        else if (y >= _height - _hintRows)
        {
            var line = y - (_height - _hintRows);
            if (line < _hint.Count)
            {
                new RowWriter(row, 1).Put(_hint[line], Role.Dim);
            }
        }
        else if (Table.Window.Top + y - 1 is var index && index < Table.Rows.Count)
        {
            var isCurrent = index == Table.Window.Cursor;
            columns.Compose(row, Table.Rows[index], MarkOf(isCurrent));
            if (isCurrent)
            {
                row.Underlay(GroundOf(isCurrent));
            }
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move)
    {
        Table.Window.Move(move);
        Table.MoveTo(Table.Window.Cursor);
    }

    /// <inheritdoc/>
    public override void Click(int y)
    {
        if (y > 0 && y < _height - _hintRows && Table.Window.Top + y - 1 < Table.Rows.Count)
        {
            Table.MoveTo(Table.Window.Top + y - 1);
        }
    }

    /// <inheritdoc/>
    public override void Forget() => Table.Clear();
}
