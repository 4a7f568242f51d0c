using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The map of all pieces, as fine as the room allows.</summary>
internal sealed class PiecesPage : DetailPage
{
    private static readonly (PieceState State, string Text)[] Legend =
        [(PieceState.Have, "here"), (PieceState.Partly, "in part"), (PieceState.Available, "with peers"), (PieceState.Nowhere, "with nobody"), (PieceState.Skipped, "not wanted")];

    private PieceState[] _cells = [];
    private PieceMap? _map;
    private TorrentDetail? _mapped;
    private DetailFocus? _focus;
    private int _used;
    private int _columns;
    private int _gutter;
    private int _rows;
    private int _mapAt;
    private int _legendAt;

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) =>
        DetailPart.Pieces | DetailPart.General | (torrent.WantedBytes < torrent.TotalBytes ? DetailPart.Files : DetailPart.None);

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus)
    {
        if (!ReferenceEquals(_mapped, focus.Detail))
        {
            _mapped = focus.Detail;
            _map = _mapped is { PieceCount: > 0 } ? PieceMap.Of(_mapped) : null;
        }

        return _map is { IsKnown: true } ? null
            : focus is { Torrent.TotalBytes: 0 } ? "The pieces are not known yet: peers send the torrent's info before the data."
            : focus.Awaited;
    }

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        _focus = focus;
        _gutter = size.Width >= 60 ? NumberText.Grouped(_map!.Count).Length + 1 : 0;
        _columns = Math.Max(1, size.Width - 2 - _gutter);
        var isRoomy = size.Height >= 10;
        _mapAt = isRoomy ? 3 : 1;
        var room = Math.Max(1, size.Height - _mapAt - (isRoomy ? 2 : 1));
        Array.Resize(ref _cells, _columns * room);
        _used = _map!.Fill(_cells);
        _rows = (_used + _columns - 1) / _columns;
        _legendAt = Math.Max(_mapAt + _rows + (isRoomy ? 1 : 0), 2);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        var line = new RowWriter(row, 1);
        if (y == 0)
        {
            line.Put(NumberText.FinePercent((double)_map!.Have / _map.Count), Role.Strong);
            line.Put("  ", Role.Text);
            line.Put(PieceWords.Count(_map, _focus!.Detail!), Role.Text);
            if (_mapAt == 1 && line.Left > 20)
            {
                line.Put("  ", Role.Text);
                line.PutFit(PieceWords.Missing(_map, _focus.Torrent), line.Left, MissingRole);
            }
        }
        else if (y == 1 && _mapAt > 1)
        {
            line.PutFit(PieceWords.Missing(_map!, _focus!.Torrent), line.Left, MissingRole);
        }
        else if (y >= _mapAt && y < _mapAt + _rows)
        {
            ComposeMap(row, y - _mapAt);
        }
        else if (y == _legendAt)
        {
            ComposeLegend(ref line);
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move)
    {
    }

    /// <inheritdoc/>
    public override void Forget() => (_map, _mapped) = (null, null);

    private Role MissingRole => _map!.Nowhere > 0 ? Role.Warn : Role.Text;

    private void ComposeMap(ScreenRow row, int y)
    {
        var line = new RowWriter(row, 1);
        var first = y * _columns;
        if (_gutter > 0)
        {
            line.PutRight(NumberText.Grouped(_map!.Run(first, _used).First), _gutter - 1, Role.Dim);
            line.Blank(1, Role.Text);
        }

        for (var i = first; i < Math.Min(first + _columns, _used); i++)
        {
            var (glyph, role) = PieceGlyphs.Of(_cells[i]);
            line.Put(glyph, role);
        }
    }

    private void ComposeLegend(ref RowWriter line)
    {
        line.Blank(_gutter, Role.Text);
        foreach (var (state, text) in Legend)
        {
            if (state is PieceState.Skipped && _map!.Skipped == 0)
            {
                continue;
            }

            var (glyph, role) = PieceGlyphs.Of(state);
            line.Put(glyph, role);
            line.Put(line.Left < 50 && line.Column < 20 && _gutter == 0 ? $" {Short(state)}  " : $" {text}  ", Role.Dim);
        }

        if (_used > 0 && _map!.Count > _used && $"each up to {NumberText.Grouped((_map.Count + _used - 1) / _used)} pieces" is var each && each.Length < line.Left)
        {
            line.Put(each, Role.Dim);
        }
    }

    private static string Short(PieceState state) => state switch
    {
        PieceState.Have => "here",
        PieceState.Partly => "part",
        PieceState.Available => "peers",
        PieceState.Nowhere => "nobody",
        _ => "skip",
    };
}
