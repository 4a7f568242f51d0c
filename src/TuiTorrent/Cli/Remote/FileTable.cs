using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>A file of a torrent.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Path">As the daemon names it; not clean.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Done">Of them, verified.</param>
/// <param name="Priority">skip, low, normal or high.</param>
internal sealed record FileLine(int Number, string Path, long Length, long Done, string Priority);

/// <summary>The files of a torrent: for people a table, for programs an object a file.</summary>
internal static class FileTable
{
    /// <summary>What to ask torrent_get for.</summary>
    public static readonly string[] Fields = ["id", "hash_string", "name", "files", "file_stats"];

    private static readonly TableColumn[] Columns =
        [new("#", IsRight: true), new("File", Shortest: 24), new("Size", IsRight: true, Rank: 1), new("Done", IsRight: true), new("Priority", Rank: 2)];

    /// <summary>From an element of torrent_get's list.</summary>
    public static List<FileLine> Read(JsonElement torrent)
    {
        var stats = new List<JsonElement>(torrent.Items("file_stats"));
        var files = new List<FileLine>();
        foreach (var file in torrent.Items("files"))
        {
            var stat = files.Count < stats.Count ? stats[files.Count] : default;
            var priority = stat.FlagOrNull("wanted") == false ? "skip" : TorrentSheet.PriorityOf(stat.Number("priority"));
            files.Add(new FileLine(files.Count + 1, file.RawText("name"), file.Number("length"), file.Number("bytes_completed"), priority));
        }

        return files;
    }

    /// <summary>Lines that fit a width.</summary>
    public static List<string> Render(IReadOnlyList<FileLine> files, int width)
    {
        var rows = new List<string[]>(files.Count);
        foreach (var file in files)
        {
            var done = file.Length > 0 ? (double)file.Done / file.Length : 1;
            rows.Add([Figures.Count(file.Number), JsonFields.Clean(file.Path), ByteCount.FormatShort(file.Length), Figures.Percent(done), file.Priority]);
        }

        return TextTable.Render(Columns, rows, width);
    }

    /// <summary>"number" (from 1), "path", "length", "done" (bytes), "priority" (skip, low, normal, high).</summary>
    public static void WriteJson(Utf8JsonWriter json, FileLine file)
    {
        json.WriteNumber("number", file.Number);
        json.WriteString("path", file.Path);
        json.WriteNumber("length", file.Length);
        json.WriteNumber("done", file.Done);
        json.WriteString("priority", file.Priority);
    }
}
