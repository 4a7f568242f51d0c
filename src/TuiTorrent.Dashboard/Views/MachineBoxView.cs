using System.Drawing;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>A box with the machine: load, heat, memory and the disk that downloads go to.</summary>
internal sealed class MachineBoxView : ModelPane
{
    private const int BarCells = 9;

    /// <summary>Shows what a model knows.</summary>
    public MachineBoxView(DashboardModel model)
        : base(model)
    {
    }

    /// <inheritdoc/>
    protected override void ComposeRow(ScreenRow row, int y, Size size)
    {
        var writer = new RowWriter(row);
        var corners = GlyphSet.Current.Corners;
        if (y == 0 || y == size.Height - 1)
        {
            writer.Put(corners[y == 0 ? 0 : 2], Role.Dim);
            if (y == 0)
            {
                PutTitle(ref writer, size.Width - 4);
            }

            writer.Repeat(GlyphSet.Current.Line, size.Width - 1 - writer.Column, Role.Dim);
            writer.Put(corners[y == 0 ? 1 : 3], Role.Dim);
            return;
        }

        writer.Put(GlyphSet.Current.Upright, Role.Dim);
        writer.Blank(1, Role.Text);
        if (Model.Board is { } board)
        {
            ComposeLine(ref writer, board, y);
        }
        else if (y == 1)
        {
            writer.Put("The daemon does not tell.", Role.Dim);
        }

        writer.MoveTo(size.Width - 1);
        writer.Put(GlyphSet.Current.Upright, Role.Dim);
    }

    private void PutTitle(ref RowWriter writer, int columns)
    {
        var model = Model.Board?.Model ?? "Machine";
        var title = Model.Board?.MemoryTotal is { } memory ? $" {model} {GlyphSet.Current.Dot} {ByteText.Short(memory)} " : $" {model} ";
        writer.PutFit(title, Math.Min(columns, RowWriter.TextColumns(title)), Role.Title);
    }

    private static void ComposeLine(ref RowWriter writer, BoardInfo board, int y)
    {
        switch (y)
        {
            case 1:
                writer.Put(board.Load is { } load ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"load {load:0.0} of {board.Cores}   ") : "", Role.Text);
                MachineText.PutTemperature(ref writer, board);
                writer.Blank(2, Role.Text);
                var (text, role) = board switch
                {
                    { IsUnderVoltage: true } => ("not enough power", Role.Bad),
                    { IsThrottled: true } => ("throttled", Role.Bad),
                    { IsThrottled: false } => ("not throttled", Role.Dim),
                    _ => ("", Role.Dim),
                };
                writer.Put(text, role);
                break;
            case 2:
                writer.Put(board is { MemoryTotal: { } total, MemoryAvailable: { } available } ? $"RAM {ByteText.Short(total - available)} of {ByteText.Short(total)}   " : "", Role.Text);
                writer.Put(board.DaemonResident is { } resident ? $"daemon {ByteText.Short(resident)}" : "", Role.Dim);
                break;
            case 3:
                PutDisk(ref writer, board.Disks);
                break;
            case 4 when board.Disks.Count > 0:
                writer.Put($"written today {ByteText.Short(board.Disks[0].WrittenToday)}", Role.Dim);
                writer.Put(board.Disks.Count > 1 ? $"   and {NumberText.Of(board.Disks.Count - 1, "disk")} more" : "", Role.Dim);
                break;
        }
    }

    private static void PutDisk(ref RowWriter writer, IReadOnlyList<DiskInfo> disks)
    {
        if (disks.Count == 0)
        {
            return;
        }

        // A disk that is not there comes before one that does well.
        var disk = disks[0];
        foreach (var other in disks)
        {
            disk = other.IsMissing && !disk.IsMissing ? other : disk;
        }

        writer.PutFit(disk.Path, Math.Min(10, RowWriter.TextColumns(disk.Path)), Role.Text);
        if (disk.IsMissing)
        {
            writer.Put("  not mounted", Role.Bad);
            return;
        }

        writer.Put($"  {ByteText.Short(disk.Free)} free of {ByteText.Short(disk.Total)}  ", MachineText.FreeRole(disk.Free));
        Bar.Put(ref writer, BarCells, disk.Total > 0 ? 1 - ((double)disk.Free / disk.Total) : 0);
    }
}
