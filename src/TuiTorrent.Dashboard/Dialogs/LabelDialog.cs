using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Gives and takes labels; those in use are offered.</summary>
internal static class LabelDialog
{
    private const int Columns = 50;
    private const int MaxRows = 12;

    private enum Tick
    {
        None,
        Some,
        All,
    }

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui)
    {
        var torrents = ui.Targets;
        var labels = ui.Model.List.All.SelectMany(static torrent => torrent.Labels).Distinct().Order(StringComparer.OrdinalIgnoreCase).ToList();
        var ticks = labels.Select(label => torrents.Count(torrent => torrent.Labels.Contains(label)) is var has && has == 0 ? Tick.None : has == torrents.Count ? Tick.All : Tick.Some).ToList();
        var before = ticks.ToArray();
        var panel = new Panel(ui, $"Labels of {TorrentDeeds.Name(torrents)}", Columns) { Hint = "Space ticks, Enter applies, Esc closes" };
        var entry = new EntryPart("New", 4) { Hint = "type a new label" };
        var problem = new TextPart("", Role.Bad, rows: 1);
        entry.Changed = () => problem.Say("", Role.Bad);
        ListPart? list = null;
        list = new ListPart(Math.Clamp(labels.Count, 3, MaxRows), (row, index, ground) =>
        {
            var writer = new RowWriter(row);
            writer.Put(ticks[index] switch { Tick.All => "[x] ", Tick.Some => "[-] ", _ => "[ ] " }, new Ink(Role.Text, ground));
            writer.PutFit(labels[index], writer.Left - 1, new Ink(Role.Text, ground));
        })
        {
            OtherKey = key =>
            {
                if (key != Key.Space || list!.Count == 0)
                {
                    return false;
                }

                ticks[list.Index] = ticks[list.Index] == Tick.All ? Tick.None : Tick.All;
                return true;
            },
            Clicked = () => ticks[list!.Index] = ticks[list.Index] == Tick.All ? Tick.None : Tick.All,
        };
        list.Count = labels.Count;
        if (labels.Count > 0)
        {
            panel.Fill(list, entry, problem, new ButtonsPart(("Apply", Apply), ("Cancel", panel.Close)));
        }
        else
        {
            panel.Fill(new TextPart("No torrent has a label yet.", Role.Dim), entry, problem, new ButtonsPart(("Apply", Apply), ("Cancel", panel.Close)));
        }

        panel.Enter = Apply;
        panel.Open();

        void Apply()
        {
            var added = entry.Text.Trim();
            if (added.Length > 0 && TorrentDeeds.WhyNoLabel(added) is { } why)
            {
                problem.Say(why, Role.Bad);
                panel.FocusOn(entry);
                return;
            }

            panel.Close();
            TorrentDeeds.Label(ui, torrents, Change, $"Changed labels of {TorrentDeeds.Name(torrents)}");

            IReadOnlyList<string> Change(TorrentItem torrent)
            {
                var now = torrent.Labels.ToList();
                for (var i = 0; i < labels.Count; i++)
                {
                    if (ticks[i] == before[i])
                    {
                        continue;
                    }

                    now.Remove(labels[i]);
                    if (ticks[i] == Tick.All)
                    {
                        now.Add(labels[i]);
                    }
                }

                if (added.Length > 0 && !now.Contains(added))
                {
                    now.Add(added);
                }

                return now;
            }
        }
    }
}
