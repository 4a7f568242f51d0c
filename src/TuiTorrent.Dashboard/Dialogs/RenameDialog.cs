using System.Text;
using System.Text.Json;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Asks for another name of a torrent or, among its files, of a file.</summary>
internal static class RenameDialog
{
    private const int MaxNameBytes = 255;

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui)
    {
        var torrent = ui.Targets[0];
        var file = ui.Screen is { OpenTab: DetailTab.Files, SelectedFiles: [var one] } && ui.Model.Detail is { } detail && detail.Hash == torrent.Hash ? detail.Files.FirstOrDefault(item => item.Index == one) : null;
        var shown = file is null ? torrent.Name : file.Path[(file.Path.LastIndexOf('/') + 1)..];
        EntryDialog.Show(ui, new EntryDialog.Question(file is null ? "Rename the torrent" : "Rename the file", $"Now: {shown}", "Rename")
        {
            Initial = shown,
            Accept = name =>
            {
                if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
                {
                    return "A name has 1 to 255 bytes and no slash, and is not . or ..";
                }

                if (name == shown)
                {
                    return "That is its name already.";
                }

                Rename(ui, torrent.Hash, file?.Index, name, shown);
                return null;
            },
        });
    }

    /// <summary>What is on the screen was cleaned; the daemon must be told the name as it has it, so it is asked first.</summary>
    private static void Rename(UiContext ui, string hash, int? file, string name, string shown)
    {
        ui.Tell($"Renaming {shown}...");
        ui.Link.Send(Requests.ExactNames(hash, withFiles: file is not null), answer =>
        {
            if (answer.Error is { } error)
            {
                ui.Complain(error);
            }
            else if (Path(answer.Result, file) is { } path)
            {
                var before = path[(path.LastIndexOf('/') + 1)..];
                var (folder, done) = (path[..^before.Length], $"Renamed to {Core.SafeText.From(name, 100)}");
                new Deed($"Renaming {shown}", done, Requests.Rename(hash, path, name)) { Inverse = [Requests.Rename(hash, folder + name, before)] }.Run(ui);
            }
            else
            {
                ui.Complain("The daemon does not know it any more.");
            }
        });
    }

    private static string? Path(JsonElement result, int? file)
    {
        if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("torrents", out var torrents) || torrents.ValueKind != JsonValueKind.Array || torrents.GetArrayLength() != 1)
        {
            return null;
        }

        var torrent = torrents[0];
        if (file is not { } index)
        {
            return Text(torrent, "name");
        }

        return torrent.ValueKind == JsonValueKind.Object && torrent.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array && index < files.GetArrayLength() ? Text(files[index], "name") : null;
    }

    private static string? Text(JsonElement from, string name) => FormNumbers.Word(from, name) is { Length: > 0 } text ? text : null;
}
