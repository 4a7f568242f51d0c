using System.Text.Json;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Limits of torrents: rates, peers, ratio. The daemon is asked first what they are.</summary>
internal static class TorrentLimitsDialog
{
    private const int Columns = 58;
    private const int Labels = 15;
    private const int MaxPeers = 10_000;
    private static readonly string[] RatioModes = ["as in Settings", "at the ratio below", "never"];

    /// <summary>Asks the daemon, then the user.</summary>
    public static void Show(UiContext ui)
    {
        var torrents = ui.Targets;
        ui.Tell("Asking the daemon for the limits...");
        ui.Link.Send(Requests.Limits([.. torrents.Select(static torrent => torrent.Hash)]), answer =>
        {
            if (answer.Error is { } error)
            {
                ui.Complain(error);
                return;
            }

            ui.Model.Notice.Clear();
            if (ui.Screen.IsTaken)
            {
                // The daemon was slow, and the user went on: keys meant for something else must not end up here.
                return;
            }

            Show(ui, torrents, Read(answer.Result));
        });
    }

    private static void Show(UiContext ui, IReadOnlyList<TorrentItem> torrents, List<(string Hash, TorrentChange Limits)> before)
    {
        if (before.Count == 0)
        {
            ui.Complain("The daemon does not know them any more.");
            return;
        }

        var panel = new Panel(ui, $"Limits of {TorrentDeeds.Name(torrents)}", Columns) { Hint = "Enter applies, Esc closes" };
        var first = before[0].Limits;
        var down = new EntryPart("Down", Labels, Same(static limits => RateText.Limit(limits.DownLimit!.Value))) { Hint = "no limit" };
        var up = new EntryPart("Up", Labels, Same(static limits => RateText.Limit(limits.UpLimit!.Value))) { Hint = "no limit" };
        var peers = new EntryPart("Peers at most", Labels, Same(static limits => FormNumbers.Text(limits.PeerLimit!.Value)));
        var mode = new ChoicePart("Stop seeding", Labels, RatioModes, double.IsNaN(first.RatioLimit!.Value) ? 0 : first.RatioLimit >= 0 ? 1 : 2);
        var ratio = new EntryPart("Ratio", Labels, Same(static limits => double.IsNaN(limits.RatioLimit!.Value) ? "" : FormNumbers.Text(limits.RatioLimit.Value))) { Hint = "2" };
        var honors = new CheckPart("The limits of all torrents together count, too", first.HonorsSessionLimits!.Value);
        var problem = new TextPart("", Role.Bad, rows: 2);
        panel.Fill(
            new TextPart("Bytes a second, such as 500K or 1.5M; nothing means no limit. K, M and G are steps of 1,024.", Role.Dim),
            down, up, peers, mode, ratio, honors, problem, new ButtonsPart(("Apply", Apply), ("Cancel", panel.Close)));
        panel.Enter = Apply;
        panel.Open();

        string Same(Func<TorrentChange, string> text)
        {
            var one = text(first);
            return before.TrueForAll(limits => text(limits.Limits) == one) ? one : FormNumbers.Mixed;
        }

        void Apply()
        {
            var change = new TorrentChange { HonorsSessionLimits = honors.IsOn == first.HonorsSessionLimits && before.TrueForAll(limits => limits.Limits.HonorsSessionLimits == honors.IsOn) ? null : honors.IsOn };
            if (down.IsChanged)
            {
                if (!FormNumbers.Rate(down, "Down", out var rate, out var wrong))
                {
                    Complain(down, wrong!);
                    return;
                }

                change = change with { DownLimit = rate };
            }

            if (up.IsChanged)
            {
                if (!FormNumbers.Rate(up, "Up", out var rate, out var wrong))
                {
                    Complain(up, wrong!);
                    return;
                }

                change = change with { UpLimit = rate };
            }

            if (peers.IsChanged)
            {
                if (!FormNumbers.Whole(peers, "Peers", 1, MaxPeers, out var most, out var wrong))
                {
                    Complain(peers, wrong!);
                    return;
                }

                change = change with { PeerLimit = most };
            }

            var limit = mode.Index == 0 ? double.NaN : -1;
            if (mode.Index == 1 && (ratio.Text.Trim().Length == 0 || !FormNumbers.Ratio(ratio, "Ratio", out limit, out _)))
            {
                Complain(ratio, "Ratio: write a number such as 2 or 1.5.");
                return;
            }

            panel.Close();
            if (ratio.IsChanged || mode.IsChanged)
            {
                change = change with { RatioLimit = limit };
            }

            if (change == new TorrentChange())
            {
                ui.Tell("Limits stay as they are.");
                return;
            }

            new Deed("Setting limits", $"Limits of {TorrentDeeds.Name(torrents)} set", Requests.Change([.. before.Select(static limits => limits.Hash)], change))
            {
                Inverse = [.. before.Select(static limits => Requests.Change([limits.Hash], limits.Limits))],
            }.Run(ui);
        }

        void Complain(EntryPart entry, string wrong)
        {
            problem.Say(wrong, Role.Bad);
            panel.FocusOn(entry);
        }
    }

    private static List<(string Hash, TorrentChange Limits)> Read(JsonElement result)
    {
        var list = new List<(string, TorrentChange)>();
        if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("torrents", out var torrents) && torrents.ValueKind == JsonValueKind.Array)
        {
            foreach (var torrent in torrents.EnumerateArray())
            {
                list.Add((FormNumbers.Word(torrent, "hash_string"), new TorrentChange
                {
                    DownLimit = FormNumbers.Flag(torrent, "download_limited") ? Requests.FromThousands((long)FormNumbers.Number(torrent, "download_limit")) : 0,
                    UpLimit = FormNumbers.Flag(torrent, "upload_limited") ? Requests.FromThousands((long)FormNumbers.Number(torrent, "upload_limit")) : 0,
                    PeerLimit = (int)Math.Clamp(FormNumbers.Number(torrent, "peer_limit"), 1, MaxPeers),
                    HonorsSessionLimits = FormNumbers.Flag(torrent, "honors_session_limits"),
                    RatioLimit = FormNumbers.Number(torrent, "seed_ratio_mode") switch
                    {
                        1 => FormNumbers.Number(torrent, "seed_ratio_limit"),
                        2 => -1,
                        _ => double.NaN,
                    },
                }));
            }
        }

        return list;
    }
}
