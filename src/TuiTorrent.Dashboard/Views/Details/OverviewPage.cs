using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>All about a torrent at a glance: its pieces as a bar, the facts, and the session's rate where there is room.</summary>
internal sealed class OverviewPage : DetailPage
{
    private const int LeastGraphRows = 4;
    private const int MostGraphRows = 9;

    private readonly ScrollWindow _window = new();
    private readonly List<DetailField> _fields = [];
    private readonly List<PlacedField> _placed = [];
    private readonly RateGraph _graph = new();
    private PieceState[] _cells = [];
    private PieceMap? _map;
    private TorrentDetail? _mapped;
    private DetailFocus? _focus;
    private int _barRows;
    private int _fieldRows;
    private int _fieldsAt;
    private int _graphAt;
    private int _graphRows;

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.General | DetailPart.Trackers | DetailPart.Pieces;

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => null;

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        _focus = focus;
        if (!ReferenceEquals(_mapped, focus.Detail))
        {
            _mapped = focus.Detail;
            _map = _mapped is { PieceCount: > 0 } detail && PieceMap.Of(detail) is { IsKnown: true } map ? map : null;
        }

        _fields.Clear();
        OverviewFields.Add(focus, _map, _fields);
        var facts = FieldGrid.Place(_fields, size.Width - 1, _placed);

        // Blank rows and a second row of pieces only where the facts have all they need.
        var spare = size.Height - 2 - facts;
        _barRows = spare >= 3 && _map is not null && _map.Count > size.Width - 2 ? 2 : 1;
        spare -= _barRows - 1;
        _fieldsAt = _barRows + (spare >= 1 ? 2 : 1);
        spare -= _fieldsAt - _barRows - 1;
        _graphRows = spare >= LeastGraphRows + 2 && focus.Model.History.LastMs != long.MinValue ? Math.Min(MostGraphRows, spare - 2) : 0;
        _graphAt = _fieldsAt + facts + 1;
        _fieldRows = Math.Max(1, (_graphRows > 0 ? facts : size.Height - _fieldsAt));
        _window.Fit(facts, _fieldRows);
        if (_graphRows > 0)
        {
            _graph.Take(focus.Model.History, focus.Model.Span, focus.Now.ToUnixTimeMilliseconds(), RateGraphRows.ColumnsIn(size.Width));
        }

        Array.Resize(ref _cells, Math.Max(1, (size.Width - 2) * _barRows));
        _map?.Stretch(_cells);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        if (y < _barRows)
        {
            ComposeBar(row, y);
        }
        else if (y == _barRows)
        {
            ComposeSums(row);
        }
        else if (y >= _fieldsAt && y - _fieldsAt < _fieldRows)
        {
            ComposeFields(row, y - _fieldsAt + _window.Top);
            if (y - _fieldsAt == _fieldRows - 1 && _window.Top + _fieldRows < _window.Count)
            {
                new RowWriter(row, row.Width - 1).Put(GlyphSet.Current.Descending, Role.Key);
            }
        }
        else if (_graphRows > 0 && y == _graphAt)
        {
            ComposeGraphTitle(row);
        }
        else if (_graphRows > 0 && y > _graphAt && y - _graphAt - 1 < _graphRows)
        {
            RateGraphRows.Compose(row, _graph, y - _graphAt - 1, _graphRows, _focus!.Now.Offset);
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move) => _window.Scroll(move);

    /// <inheritdoc/>
    public override void Forget()
    {
        _window.Reset();
        (_map, _mapped) = (null, null);
    }

    private void ComposeBar(ScreenRow row, int y)
    {
        var glyphs = GlyphSet.Current;
        var columns = row.Width - 2;
        var line = new RowWriter(row, 1);
        if (_map is null)
        {
            var filled = (int)(Math.Clamp(_focus!.Torrent.Done, 0, 1) * columns);
            line.Repeat(glyphs.Full, filled, Role.Filled);
            line.Repeat(glyphs.Shade, columns - filled, Role.Empty);
            return;
        }

        foreach (var cell in _cells.AsSpan(y * columns, columns))
        {
            var (glyph, role) = PieceGlyphs.Of(cell);
            line.Put(glyph, role);
        }
    }

    private void ComposeSums(ScreenRow row)
    {
        var torrent = _focus!.Torrent;
        var line = new RowWriter(row, 1);
        line.Put(NumberText.FinePercent(torrent.Done), Role.Strong);
        line.Put(torrent switch
        {
            { WantedBytes: 0, TotalBytes: 0 } => "  its size is not known yet",
            { LeftBytes: > 0 } => "  " + ByteText.Part(torrent.WantedBytes - torrent.LeftBytes, torrent.WantedBytes),
            _ => "  " + ByteText.Full(torrent.WantedBytes),
        }, Role.Text);
        if (torrent.TotalBytes > torrent.WantedBytes && torrent.WantedBytes > 0)
        {
            line.Put($" wanted of {ByteText.Full(torrent.TotalBytes)}", Role.Text);
        }

        if (_map is not null)
        {
            line.Put("  ", Role.Text);
            line.Put(PieceWords.Count(_map, _focus.Detail!), Role.Text);
        }
    }

    private void ComposeFields(ScreenRow row, int y)
    {
        foreach (var place in _placed)
        {
            if (place.Row != y)
            {
                continue;
            }

            var line = new RowWriter(row, 1 + place.Column);
            var label = Math.Min(FieldGrid.LabelWidth, place.Width / 3);
            line.PutFit(place.Field.Label, label, Role.Dim);
            line.PutFit(place.Field.Text, place.Width - label, place.Field.Role);
        }
    }

    private void ComposeGraphTitle(ScreenRow row)
    {
        var glyphs = GlyphSet.Current;
        var model = _focus!.Model;
        var line = new RowWriter(row, 1);
        line.Put($"All torrents, {model.Span switch { GraphSpan.TwoMinutes => "two minutes", GraphSpan.Hour => "an hour", _ => "a day" }}", Role.Title);
        line.Put($"   {glyphs.Down} ", Role.Down);
        line.Put($"{ByteText.Short(model.DownRate),4}/s", Role.Down);
        line.Put($"   {glyphs.Up} ", Role.Up);
        line.Put($"{ByteText.Short(model.UpRate),4}/s", Role.Up);
    }
}
