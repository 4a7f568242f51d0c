using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>Three rows under the list about the torrent under the cursor: what the list has no room for.</summary>
internal sealed class PreviewView : ModelPane
{
    private const int MostOfPath = 40;

    /// <summary>Shows what a model knows.</summary>
    public PreviewView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row);
        if (Model.List.Current is not { } item)
        {
            return;
        }

        switch (y)
        {
            case 0:
                writer.Repeat(GlyphSet.Current.Line, 2, Role.Dim);
                writer.Blank(1, Role.Text);
                var title = TorrentRowWriter.TitleOf(item);
                writer.PutFit(title, Math.Min(size.Width - 5, RowWriter.TextColumns(title, size.Width)), Role.Title);
                writer.Blank(1, Role.Text);
                writer.Repeat(GlyphSet.Current.Line, writer.Left, Role.Dim);
                break;
            case 1:
                writer.Blank(1, Role.Text);
                ComposeAmounts(ref writer, item, size.Width);
                break;
            case 2:
                writer.Blank(1, Role.Text);
                ComposeWhere(ref writer, item);
                break;
        }
    }

    private void ComposeAmounts(ref RowWriter writer, TorrentItem item, int width)
    {
        if (Model.List.PendingOf(item) is { } pending)
        {
            writer.Put($"{pending}{GlyphSet.Current.Ellipsis}  ", Role.Strong);
        }
        else if (item.Error.Length > 0)
        {
            writer.PutFit(item.Error, Math.Min(writer.Left, RowWriter.TextColumns(item.Error, width)), item.Activity == Activity.Failed ? Role.Bad : Role.Warn);
            return;
        }

        if (item.WantedBytes == 0)
        {
            writer.Put(StateText.Words(item), Role.Text);
            return;
        }

        Bar.Put(ref writer, width / 3, item.Activity is Activity.Verifying or Activity.Moving ? item.JobProgress : item.Done);
        Part(ref writer, $"{ByteText.Short(item.WantedBytes - item.LeftBytes)} of {ByteText.Short(item.WantedBytes)}", Role.Text);
        Part(ref writer, StateText.Words(item), Role.Text);
        Part(ref writer, item.FileCount > 0 ? NumberText.Of(item.FileCount, "file") : "", Role.Dim);
        Part(ref writer, item.Labels.Count > 0 ? $"label:{string.Join(',', item.Labels)}" : "", Role.Dim);
    }

    private void ComposeWhere(ref RowWriter writer, TorrentItem item)
    {
        var peers = item.Peers - Math.Max(0, item.Seeds);
        var encrypted = item.EncryptedPeers > 0 ? $" ({item.EncryptedPeers} encrypted)" : "";
        writer.Put(item.Seeds >= 0 ? $"{NumberText.Of(item.Seeds, "seed")}, {NumberText.Of(peers, "peer")}{encrypted}" : $"{NumberText.Of(item.Peers, "peer")}{encrypted}", Role.Text);
        if (item.Directory.Length > 0 && writer.Left > MostOfPath / 2)
        {
            writer.Blank(2, Role.Dim);
            writer.PutFit(item.Directory, Math.Min(Math.Min(MostOfPath, writer.Left), RowWriter.TextColumns(item.Directory, MostOfPath)), Role.Dim);
        }

        Part(ref writer, $"added {TimeText.Age(item.AddedAt, Now)}", Role.Dim);
        Part(ref writer, item.Trackers.Count > 0 ? item.Trackers[0] : "", Role.Dim);
    }

    /// <summary>One thing more, if all of it fits.</summary>
    private static void Part(ref RowWriter writer, string text, Role role)
    {
        if (text.Length > 0 && RowWriter.TextColumns(text, writer.Left) + 2 <= writer.Left)
        {
            writer.Blank(2, role);
            writer.Put(text, role);
        }
    }
}
