using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Asks for another directory of torrents.</summary>
internal static class MoveDialog
{
    private const int Columns = 72;

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui, IReadOnlyList<TorrentItem> torrents, bool movesFiles)
    {
        var panel = new Panel(ui, $"Move {TorrentDeeds.Name(torrents)}", Columns) { Hint = "Tab completes, Enter moves, Esc closes" };
        var bytes = torrents.Sum(static torrent => Math.Max(0, torrent.WantedBytes - torrent.LeftBytes));
        var places = torrents.Select(static torrent => torrent.Directory).Distinct().ToList();
        var (told, problem) = (new TextPart("", rows: 2), new TextPart("", Role.Bad, rows: 2));
        var moves = new CheckPart("Move the files there", movesFiles);
        var path = PathField.Create(ui, "Directory", 10, foldersOnly: true, out var candidates, places.Count == 1 ? places[0] : ui.Model.Session?.DownloadDirectory ?? "", _ => problem.Say("", Role.Bad));
        panel.Fill(
            new TextPart(places.Count == 1 ? $"Now in {places[0]}" : $"Now in {places.Count} directories", Role.Dim, rows: 1), path, candidates, moves, told, problem, new ButtonsPart(("Move", Move), ("Cancel", panel.Close)));
        Tell();
        panel.Enter = Move;
        panel.Open();

        void Tell() => told.Say($"{RateText.Short(bytes)} on the daemon's machine; nothing there is overwritten. Without a tick, the files must be there already.", Role.Dim);

        void Move()
        {
            var typed = path.Text.Trim();
            var directory = typed.StartsWith('~') ? ui.Resolve(typed) : typed;
            if (!directory.StartsWith('/'))
            {
                problem.Say("The directory must be a whole path, beginning with /.", Role.Bad);
                panel.FocusOn(path);
                return;
            }

            panel.Close();
            var hashes = torrents.Select(static torrent => torrent.Hash).ToArray();
            var (name, shown) = (TorrentDeeds.Name(torrents), Core.SafeText.From(directory, 200));
            new Deed(moves.IsOn ? $"Moving {name}" : $"Setting the directory of {name}", moves.IsOn ? $"Moving {name} to {shown}" : $"{name} is in {shown} now", Requests.Move(hashes, directory, moves.IsOn)) { Torrents = hashes }.Run(ui);
        }
    }
}
