using System.Drawing;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views.Details;

/// <summary>The trackers, two rows each: who and when next, and the last answer below.</summary>
internal sealed class TrackersPage : DetailPage
{
    private const int NextColumns = 16;

    private readonly ScrollWindow _window = new();
    private IReadOnlyList<TrackerItem> _trackers = [];
    private TimeWords _words = new();
    private int _cursor = -1;

    /// <summary>The tracker under the cursor.</summary>
    public TrackerItem? Current => _window.Cursor < _trackers.Count ? _trackers[_window.Cursor] : null;

    /// <summary>The cursor's row in the page.</summary>
    public int CursorRow => 1 + (2 * (_window.Cursor - _window.Top));

    /// <inheritdoc/>
    public override DetailPart Parts(TorrentItem torrent) => DetailPart.Trackers;

    /// <inheritdoc/>
    public override string? Missing(DetailFocus focus) => focus switch
    {
        { Detail.Trackers.Count: > 0 } => null,
        { Detail: null } or { IsAnswered: false } => focus.Awaited,
        _ => "No trackers: peers come only from addresses that you add, or that come to us.",
    };

    /// <inheritdoc/>
    public override void Prepare(DetailFocus focus, Size size)
    {
        if (!ReferenceEquals(_trackers, focus.Detail!.Trackers))
        {
            _trackers = focus.Detail.Trackers;
            var at = 0;
            while (at < _trackers.Count && _trackers[at].Id != _cursor)
            {
                at++;
            }

            _window.Fit(_trackers.Count, _window.Height);
            MoveTo(at < _trackers.Count ? at : _window.Cursor);
        }

        _words = focus.Words;
        _window.Fit(_trackers.Count, (size.Height - 1) / 2);
    }

    /// <inheritdoc/>
    public override void ComposeRow(ScreenRow row, int y)
    {
        if (y == 0)
        {
            ComposeHeader(row);
            return;
        }

        var index = _window.Top + ((y - 1) / 2);
        if (index >= _trackers.Count)
        {
            return;
        }

        var isCurrent = index == _window.Cursor;
        if ((y & 1) == 1)
        {
            ComposeTracker(row, _trackers[index], isCurrent);
        }
        else
        {
            var tracker = _trackers[index];
            var last = TrackerWords.Last(tracker, _words);
            var line = new RowWriter(row, 6);
            line.PutFit(last, line.Left, tracker.IsLastGood || tracker.LastAt == 0 ? Role.Dim : Role.Bad);
        }

        if (isCurrent)
        {
            row.Underlay(GroundOf(isCurrent));
        }
    }

    /// <inheritdoc/>
    public override void Move(CursorMove move)
    {
        _window.Move(move);
        MoveTo(_window.Cursor);
    }

    /// <inheritdoc/>
    public override void Click(int y)
    {
        if (y > 0 && _window.Top + ((y - 1) / 2) is var index && index < _trackers.Count)
        {
            MoveTo(index);
        }
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        (_trackers, _cursor) = ([], -1);
        _window.Reset();
    }

    private static (int Host, int State, int Swarm) ColumnsIn(int width) => width switch
    {
        < 60 => (Math.Max(8, width - 6 - NextColumns), 0, 0),
        < 90 => (width - 6 - 15 - 21 - NextColumns, 15, 21),
        _ => (Math.Min(60, width - 6 - 15 - 26 - 24), 15, 26),
    };

    private static void ComposeHeader(ScreenRow row)
    {
        var (host, state, swarm) = ColumnsIn(row.Width);
        var line = new RowWriter(row, 1);
        line.PutFit("Tier", 5, Role.Title);
        line.PutFit("Tracker", host, Role.Title);
        line.PutFit(state > 0 ? " State" : "", state, Role.Title);
        line.PutFit(swarm > 0 ? " Swarm" : "", swarm, Role.Title);
        line.PutFit(" Next", line.Left, Role.Title);
    }

    private void ComposeTracker(ScreenRow row, TrackerItem tracker, bool isCurrent)
    {
        var (host, state, swarm) = ColumnsIn(row.Width);
        var (word, role) = TrackerWords.State(tracker);
        var line = new RowWriter(row);
        line.Put(MarkOf(isCurrent), Role.Key);
        line.PutRight(tracker.Tier is >= 0 and < 999 ? NumberText.Grouped(tracker.Tier + 1) : "", 3, Role.Dim);
        line.Blank(2, Role.Text);
        line.PutFit(tracker.Host, host, state == 0 && role == Role.Bad ? Role.Bad : Role.Strong);
        if (state > 0)
        {
            line.Blank(1, Role.Text);
            line.PutFit(word, state - 1, role);
        }

        if (swarm > 0)
        {
            line.Blank(1, Role.Text);
            line.PutFit(TrackerWords.Swarm(tracker), swarm - 1, Role.Text);
        }

        line.Blank(1, Role.Text);
        line.PutFit(TrackerWords.Next(tracker, _words), line.Left, Role.Text);
    }

    private void MoveTo(int row)
    {
        _window.MoveTo(row);
        _cursor = Current?.Id ?? -1;
    }
}
