using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>Writes one torrent as a row of the list.</summary>
/// <remarks>Numbers are in the terminal's own colour whatever they say: a colour for each would cost more bytes than the digits, and say no more.</remarks>
internal static class TorrentRowWriter
{
    private const int BarCells = 10;

    /// <summary>Writes all cells.</summary>
    /// <param name="row">Where.</param>
    /// <param name="plan">Which columns.</param>
    /// <param name="list">Knows its mark and what is being done to it.</param>
    /// <param name="item">What.</param>
    /// <param name="isCursor">The cursor is on it.</param>
    /// <param name="now">For ages.</param>
    public static void Write(ScreenRow row, ColumnPlan plan, TorrentList list, TorrentItem item, bool isCursor, DateTimeOffset now)
    {
        var isMarked = list.IsMarked(item);
        var isQuiet = item.IsStalled || item.Activity is Activity.Stopped or Activity.QueuedToDownload or Activity.QueuedToSeed or Activity.QueuedToVerify;
        var writer = new RowWriter(row);
        foreach (var placed in plan.Columns)
        {
            writer.MoveTo(placed.X);
            switch (placed.Column.Kind)
            {
                case ColumnKind.State:
                    PutState(ref writer, item, isMarked, isCursor, list.PendingOf(item) is not null);
                    break;
                case ColumnKind.Name:
                    PutName(ref writer, placed.Width, item, list.Search, isQuiet ? Role.Dim : Role.Text);
                    break;
                default:
                    PutValue(ref writer, placed, item, isQuiet ? Role.Dim : Role.Text, now);
                    break;
            }
        }

        if (isCursor || isMarked)
        {
            row.Underlay(isCursor ? Ground.Cursor : Ground.Marked);
        }
    }

    /// <summary>Its name; of one without a name that can be shown its hash.</summary>
    public static string TitleOf(TorrentItem item) => item.Name.Length > 0 ? item.Name : item.Hash;

    private static void PutState(ref RowWriter writer, TorrentItem item, bool isMarked, bool isCursor, bool isPending)
    {
        var glyphs = GlyphSet.Current;
        writer.Put(isMarked ? "+" : isCursor ? glyphs.Cursor : " ", isMarked || isCursor ? Role.Strong : Role.Text);
        if (isPending)
        {
            writer.Put(glyphs.Ellipsis, Role.Strong);
        }
        else
        {
            var letter = StateText.Letter(item.Activity);
            var role = item.Activity switch
            {
                Activity.Failed => Role.Bad,
                Activity.Stopped or Activity.QueuedToDownload or Activity.QueuedToSeed or Activity.QueuedToVerify => Role.Dim,
                Activity.Downloading => Role.Down,
                Activity.Seeding => Role.Up,
                _ => Role.Text,
            };
            writer.Put(new ReadOnlySpan<char>(in letter), item.IsStalled ? Role.Dim : role);
        }

        writer.Put(StateText.IsMoving(item) ? "*" : " ", Role.Text);
        writer.Blank(1, Role.Text);
    }

    /// <summary>The name, and for a failed torrent why: the reason keeps half of the room, for the name can be seen elsewhere.</summary>
    private static void PutName(ref RowWriter writer, int width, TorrentItem item, string search, Role role)
    {
        var title = TitleOf(item);
        if (item.Error.Length == 0)
        {
            PutHits(ref writer, width, title, search, role);
            return;
        }

        const int Gap = 2;
        var error = RowWriter.TextColumns(item.Error, width);
        var name = Math.Min(RowWriter.TextColumns(title, width), Math.Max(width - Gap - error, width / 2));
        PutHits(ref writer, name, title, search, role);
        writer.Blank(Math.Min(Gap, width - name), role);
        writer.PutFit(item.Error, Math.Max(0, width - name - Gap), item.Activity == Activity.Failed ? Role.Bad : Role.Warn);
    }

    /// <summary>A name, with what is searched for highlighted.</summary>
    private static void PutHits(ref RowWriter writer, int width, string name, string search, Role role)
    {
        var hit = search.Length == 0 ? -1 : name.IndexOf(search, StringComparison.OrdinalIgnoreCase);
        var before = hit < 0 ? 0 : RowWriter.TextColumns(name.AsSpan(0, hit), width);
        if (hit < 0 || before >= width - 1)
        {
            writer.PutFit(name, width, role);
            return;
        }

        var end = writer.Column + width;
        writer.Put(name.AsSpan(0, hit), role);
        writer.PutFit(name.AsSpan(hit, search.Length), Math.Min(end - writer.Column, RowWriter.TextColumns(name.AsSpan(hit, search.Length), width)), Role.Key);
        writer.PutFit(name.AsSpan(hit + search.Length), Math.Max(0, end - writer.Column), role);
    }

    private static void PutValue(ref RowWriter writer, PlacedColumn placed, TorrentItem item, Role role, DateTimeOffset now)
    {
        Span<char> buffer = stackalloc char[32];
        switch (placed.Column.Kind)
        {
            case ColumnKind.Progress:
                writer.Blank(2, role);
                if (HasContents(item))
                {
                    Bar.Put(ref writer, BarCells, Share(item));
                }

                break;
            case ColumnKind.Label:
                writer.Blank(2, role);
                writer.PutFit(item.Labels.Count > 0 ? item.Labels[0] : "", placed.Width - 2, Role.Dim);
                break;
            case ColumnKind.Tracker:
                writer.Blank(2, role);
                writer.PutFit(item.Trackers.Count > 0 ? item.Trackers[0] : "", placed.Width - 2, Role.Dim);
                break;
            case ColumnKind.Added:
                writer.Blank(2, role);
                writer.PutFit(TimeText.Age(item.AddedAt, now), placed.Width - 2, Role.Dim);
                break;
            default:
                var text = Number(buffer, placed.Column.Kind, item);
                writer.PutRight(text, placed.Width, text is "-" or "0" ? Role.Dim : role);
                break;
        }
    }

    private static ReadOnlySpan<char> Number(Span<char> buffer, ColumnKind kind, TorrentItem item)
    {
        var isIdle = !StateText.HasRates(item.Activity);
        return kind switch
        {
            ColumnKind.Size => HasContents(item) ? ByteText.Short(buffer, item.WantedBytes) : "-",
            ColumnKind.Done => HasContents(item) ? NumberText.Percent(buffer, Share(item)) : "-",
            ColumnKind.Down => item.DownRate > 0 || item.Activity == Activity.Downloading ? ByteText.Short(buffer, item.DownRate) : "-",
            ColumnKind.Up => item.UpRate > 0 || !isIdle ? ByteText.Short(buffer, item.UpRate) : "-",
            ColumnKind.Eta => item.Done >= 1 ? "-" : TimeText.Eta(buffer, item.EtaSeconds),
            ColumnKind.SeedsAndPeers => isIdle && item.Peers == 0 ? "-" : SeedsAndPeers(buffer, item),
            ColumnKind.Seeds => isIdle && item.Peers == 0 ? "-" : NumberText.Count(buffer, item.Seeds),
            ColumnKind.Peers => isIdle && item.Peers == 0 ? "-" : NumberText.Count(buffer, item.Peers - Math.Max(0, item.Seeds)),
            ColumnKind.Known => NumberText.Count(buffer, item.KnownPeers),
            ColumnKind.Ratio => NumberText.Ratio(buffer, item.Ratio),
            _ => "",
        };
    }

    /// <summary>"41/9"; of a done torrent "12", for it needs no seeds; where the daemon does not tell them apart all together.</summary>
    private static ReadOnlySpan<char> SeedsAndPeers(Span<char> buffer, TorrentItem item)
    {
        if (item.Seeds < 0)
        {
            return NumberText.Count(buffer, item.Peers);
        }

        var length = item.Done >= 1 ? 1 : NumberText.Count(buffer, Math.Min(item.Seeds, 999)).Length;
        buffer[0] = item.Done >= 1 ? '-' : buffer[0];
        buffer[length++] = '/';
        return buffer[..(length + NumberText.Count(buffer[length..], Math.Clamp(item.Peers - item.Seeds, 0, 999)).Length)];
    }

    private static double Share(TorrentItem item) => item.Activity is Activity.Verifying or Activity.Moving ? item.JobProgress : item.Done;

    /// <summary>Of a magnet link nobody knows yet what is in it.</summary>
    private static bool HasContents(TorrentItem item) => item.WantedBytes > 0 || item.TotalBytes > 0;
}
