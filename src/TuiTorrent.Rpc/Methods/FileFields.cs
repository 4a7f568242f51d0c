using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Fields of torrent_get about files.</summary>
internal static class FileFields
{
    public static void WriteFiles(TorrentView view, KeyedWriter writer) => Each(view, writer, file =>
    {
        writer.Json.WriteStartObject();
        writer.Number("begin_piece", file.FirstPiece);
        writer.Number("bytes_completed", file.Done);
        writer.Number("end_piece", file.EndPiece);
        writer.Number("length", file.Length);
        writer.Text("name", file.Path);
        writer.Json.WriteEndObject();
    });

    public static void WriteStats(TorrentView view, KeyedWriter writer) => Each(view, writer, file =>
    {
        writer.Json.WriteStartObject();
        writer.Number("bytes_completed", file.Done);
        writer.Number("priority", Priority(file));
        writer.Bool("wanted", file.Priority != FilePriority.Skip);
        writer.Json.WriteEndObject();
    });

    public static void WriteDone(TorrentView view, KeyedWriter writer) => Each(view, writer, file => writer.Json.WriteNumberValue(file.Done));

    public static void WritePriorities(TorrentView view, KeyedWriter writer) => Each(view, writer, file => writer.Json.WriteNumberValue(Priority(file)));

    /// <summary>In the older dialect 0 and 1.</summary>
    public static void WriteWanted(TorrentView view, KeyedWriter writer) => Each(view, writer, file =>
    {
        var isWanted = file.Priority != FilePriority.Skip;
        if (writer.IsOld)
        {
            writer.Json.WriteNumberValue(isWanted ? 1 : 0);
        }
        else
        {
            writer.Json.WriteBooleanValue(isWanted);
        }
    });

    /// <summary>-1, 0, 1; one that is not wanted keeps its own.</summary>
    private static int Priority(FileRow file) => file.PriorityIfWanted switch
    {
        FilePriority.Low => -1,
        FilePriority.High => 1,
        _ => 0,
    };

    private static void Each(TorrentView view, KeyedWriter writer, Action<FileRow> write)
    {
        writer.Json.WriteStartArray();
        foreach (var file in view.Detail.Files)
        {
            write(file);
        }

        writer.Json.WriteEndArray();
    }
}
