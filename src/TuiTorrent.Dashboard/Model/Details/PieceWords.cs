using System.Globalization;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>How it stands with the pieces, in words.</summary>
internal static class PieceWords
{
    /// <summary>"41.2 copies", "no full copy": rounded down.</summary>
    public static string Copies(double copies) => copies < 1 ? "no full copy" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(copies * 10) / 10:0.0} copies");

    /// <summary>"1 295 of 1 482 pieces of 2 MiB".</summary>
    public static string Count(PieceMap map, TorrentDetail detail) =>
        $"{NumberText.Grouped(map.Have)} of {NumberText.Of(map.Count, "piece")} of {ByteText.Round(detail.PieceSize)}";

    /// <summary>What is missing and who has it, a sentence.</summary>
    public static string Missing(PieceMap map, TorrentItem torrent) => map switch
    {
        _ when map.Have == map.Count => "All pieces are here.",
        _ when map.Have + map.Skipped == map.Count => "All wanted pieces are here.",
        { Nowhere: > 0 } when torrent.Peers == 0 => $"{NumberText.Of(map.Nowhere, "piece")} missing, and no peer is connected.",
        { Nowhere: > 0 } => $"{NumberText.Of(map.Nowhere, "missing piece")} {(map.Nowhere == 1 ? "is" : "are")} with no connected peer.",
        _ when double.IsNaN(map.Copies) => "The daemon does not tell who has what is missing.",
        _ => $"Among the peers: {Copies(map.Copies)} of what is missing.",
    };
}
