using System.Drawing;
using System.Globalization;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>How connections are made: encrypted or plain, and what became of handshakes that begin with ostensibly random data.</summary>
internal sealed class EncryptionPage : DetailPage
{
    private const int LeastForTwo = 110;
    private const int LeftColumns = 64;

    private readonly ScrollWindow _window = new();
    private readonly List<EncryptionRow> _left = [];
    private readonly List<EncryptionRow> _right = [];
    private DetailFocus? _focus;
    private bool _isWide;

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Handshakes | (torrent.Hash.Length > 0 ? DetailPart.Peers : DetailPart.None);

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => null;

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        _focus = focus;
        _isWide = size.Width >= LeastForTwo;
        _left.Clear();
        _right.Clear();
        EncryptionRows.AddTotals(focus, (_isWide ? LeftColumns : size.Width) - 2, _left);
        if (_isWide)
        {
            EncryptionRows.AddRecent(focus, _right);
        }
        else
        {
            _left.Add(new EncryptionRow("", Role.Text));
            EncryptionRows.AddRecent(focus, _left);
        }

        _window.Fit(Math.Max(_left.Count, _right.Count), size.Height);
        _window.ScrollTo(_window.Top);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        var index = y + _window.Top;
        if (index < _left.Count)
        {
            Compose(row, 1, _isWide ? LeftColumns : row.Width - 1, _left[index]);
        }

        if (index < _right.Count)
        {
            Compose(row, LeftColumns + 2, row.Width - 1, _right[index]);
        }

        if (y == _window.Height - 1 && _window.Top + _window.Height < _window.Count)
        {
            new RowWriter(row, row.Width - 1).Put(GlyphSet.Current.Descending, Role.Key);
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move) => _window.Scroll(move);

    /// <inheritdoc/>
    public override void Forget() => _window.Reset();

    private void Compose(ScreenRow row, int from, int end, EncryptionRow what)
    {
        var line = new RowWriter(row, from);
        if (what.Event is { } shake)
        {
            ComposeHandshake(ref line, end - from, what, shake);
        }
        else if (what.Count >= 0)
        {
            ComposeCount(ref line, end - from, what);
        }
        else
        {
            line.PutFit(what.Text, end - from, what.Role);
        }
    }

    private static void ComposeCount(ref RowWriter line, int columns, EncryptionRow what)
    {
        var glyphs = GlyphSet.Current;
        var label = Math.Clamp(columns - 14, 8, 32);
        line.PutFit(what.Text, label, what.Role);
        line.PutRight(NumberText.Grouped(what.Count), 7, what.Role);
        line.PutRight(NumberText.Percent(what.Share), 6, Role.Dim);
        var room = Math.Min(40, columns - label - 15);
        if (room < 6)
        {
            return;
        }

        // Whatever was counted shows.
        var filled = what.Count > 0 ? Math.Max(1, (int)(what.Share * room)) : 0;
        line.Blank(2, Role.Text);
        line.Repeat(glyphs.Full, filled, what.Role is Role.Warn ? Role.Warn : what.Role is Role.Dim ? Role.Dim : Role.Filled);
    }

    private void ComposeHandshake(ref RowWriter line, int columns, EncryptionRow what, HandshakeEvent shake)
    {
        var isOwn = shake.Hash.Length > 0 && string.Equals(shake.Hash, _focus!.Torrent.Hash, StringComparison.OrdinalIgnoreCase);
        var at = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(shake.At, 0, 253_402_200_000));
        line.Put(isOwn ? "*" : " ", Role.Key);
        line.PutFit(TimeText.ClockWithSeconds(at, _focus!.Now.Offset), 9, Role.Dim);
        line.PutFit(shake.IsIncoming ? "in" : "out", 4, Role.Dim);
        var left = columns - 14 - 8;
        var verdict = Math.Min(30, left < 40 ? left : left - 22);
        if (left - verdict >= 15)
        {
            line.PutFit(shake.Peer, left - verdict - 1, Role.Text);
            line.Blank(1, Role.Text);
        }

        line.PutFit(what.Text, verdict, what.Role);
        line.PutRight(
            shake.Milliseconds < 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, shake.Milliseconds)} ms") : TimeText.Eta(shake.Milliseconds / 1000), 8, Role.Dim);
    }
}
