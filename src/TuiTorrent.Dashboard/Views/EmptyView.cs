using System.Drawing;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>In the place of a list without rows: what to do first, or why nothing is shown.</summary>
internal sealed class EmptyView : ModelPane
{
    private (string Key, string Text)[] _lines = [];

    /// <summary>Shows what a model knows.</summary>
    public EmptyView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override void Prepare() => _lines = Model switch
    {
        { Connection: { State: ConnectionState.Connecting } connection } => Looking(connection),
        { List.All.Count: > 0 } => NothingMatches(),
        { Session.DownloadDirectory: { Length: > 0 } directory } => [.. FirstSteps, ("", $"Files go to {directory}.")],
        _ => FirstSteps,
    };

    private static (string, string)[] FirstSteps =>
    [
        ("", "No torrents yet."),
        ("a", "adds a .torrent file, a web address or a magnet link"),
        ("paste", "a link or a path right here does the same"),
    ];

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        // In the upper third, where the eye begins.
        var index = y - Math.Max(0, (size.Height - _lines.Length) / 3);
        if (index < 0 || index >= _lines.Length)
        {
            return;
        }

        var (key, text) = _lines[index];
        var writer = new RowWriter(row, Math.Clamp((size.Width - 60) / 2, 2, 40));
        if (key.Length > 0)
        {
            writer.PutFit(key, 7, Role.Key);
        }

        writer.PutFit(text, Math.Min(writer.Left, RowWriter.TextColumns(text, size.Width)), index == 0 ? Role.Strong : Role.Text);
    }

    private static (string, string)[] Looking(Connection connection) => connection.Reason.Length == 0
        ? [("", $"Looking for the daemon at {connection.Address}{GlyphSet.Current.Ellipsis}")]
        : [("", "The daemon can't be reached yet."), ("", connection.Reason), ("F5", "tries at once"), ("q", "quits")];

    private (string, string)[] NothingMatches()
    {
        var filter = Model.List.Conditions;
        var lines = new List<(string, string)> { ("", $"None of {NumberText.Of(Model.List.All.Count, "torrent")} is shown.") };
        if (filter.Text.Length > 0)
        {
            lines.Add(("", filter.Text.StartsWith('!') ? $"All contain \"{filter.Text[1..]}\"." : $"None contains \"{filter.Text}\"."));
        }

        if (filter.Label is { } label)
        {
            lines.Add(("", label.Length == 0 ? "Only those without a label are asked for." : $"Only those with the label \"{label}\" are asked for."));
        }

        if (filter.Tracker is { } tracker)
        {
            lines.Add(("", $"Only those with the tracker {tracker} are asked for."));
        }

        if (filter.IsNarrow)
        {
            lines.Add(("Esc", "clears the filter"));
        }

        if (filter.State != StateFilter.All)
        {
            lines.Add(("1", "shows all states"));
        }

        return [.. lines];
    }
}
