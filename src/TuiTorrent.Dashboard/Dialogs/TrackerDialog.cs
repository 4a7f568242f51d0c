using TuiTorrent.Core.Trackers;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Adds, changes and removes trackers.</summary>
internal static class TrackerDialog
{
    /// <summary>Asks for a tracker to add.</summary>
    public static void ShowAdd(UiContext ui)
    {
        // Those of the title, even if the list changes while the address is typed.
        var torrents = ui.Targets;
        EntryDialog.Show(ui, new EntryDialog.Question($"Add a tracker to {TorrentDeeds.Name(torrents)}", "Its address, which begins with https://, http:// or udp://:", "Add") { Accept = url => Add(ui, torrents, url) });
    }

    /// <summary>Adds it; the result is what is wrong with it.</summary>
    public static string? Add(UiContext ui, IReadOnlyList<TorrentItem> torrents, string url)
    {
        if (WhyNot(url) is { } why)
        {
            return why;
        }

        var hashes = torrents.Select(static torrent => torrent.Hash).ToArray();
        new Deed("Adding a tracker", $"Added a tracker to {TorrentDeeds.Name(torrents)}", Requests.AddTracker(hashes, url)).Run(ui);
        return null;
    }

    /// <summary>Asks for another address of the tracker under the cursor.</summary>
    public static void ShowChange(UiContext ui)
    {
        var (torrent, tracker) = (ui.Model.List.Current!.Hash, ui.Screen.CurrentTracker!);
        EntryDialog.Show(ui, new EntryDialog.Question("Change the tracker", $"Now: {tracker.Url}", "Change")
        {
            Initial = tracker.Url,
            Accept = url =>
            {
                if (WhyNot(url) is { } why)
                {
                    return why;
                }

                new Deed("Changing a tracker", "Changed the tracker", Requests.ReplaceTracker(torrent, tracker.Id, url)).Run(ui);
                return null;
            },
        });
    }

    /// <summary>Asks before the tracker under the cursor is forgotten.</summary>
    public static void ShowRemove(UiContext ui)
    {
        var (torrent, tracker) = (ui.Model.List.Current!.Hash, ui.Screen.CurrentTracker!);
        ConfirmDialog.Show(ui, new ConfirmDialog.Question(
            "Remove this tracker?",
            [tracker.Url, "", "Peers that it told stay; new ones come from the other trackers."],
            "Remove",
            then => new Deed("Removing a tracker", $"Removed the tracker {tracker.Host}", Requests.RemoveTracker(torrent, tracker.Id)).Run(then)));
    }

    private static string? WhyNot(string url) => TrackerUrl.TryParse(url, out _) ? null : "A tracker's address begins with https://, http:// or udp:// and names a host.";
}
