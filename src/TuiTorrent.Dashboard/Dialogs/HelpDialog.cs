using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>All keys, made from the table of commands: what counts here first, then the rest. Letters search.</summary>
internal static class HelpDialog
{
    private const int Columns = 100;
    private const int MaxRows = 60;

    private readonly record struct Line(string Heading, string Keys, string Text, string Words = "");

    /// <summary>Shows it.</summary>
    public static void Show(UiContext ui)
    {
        var (lines, shown) = (Make(ui), new List<Line>());
        var list = new ListPart(MaxRows, (row, index, _) => Compose(row, shown[index])) { TakesFocus = false };
        Panel? panel = null;
        var entry = new EntryPart("Search", 6);
        panel = new Panel(ui, $"Help: keys of the preset \"{ui.Keymap.Preset.Name}\"", Columns)
        {
            Hint = "type to search, arrows and PgUp, PgDn scroll, Esc closes",
            FirstKey = Steer,
        };
        entry.Changed = Search;
        panel.Enter = panel.Close;
        panel.Fill(entry, list);
        Search();
        panel.Open();

        // Only now is it known how wide it came out.
        Search();
        panel.Refresh();

        bool Steer(Key key)
        {
            if (key == Key.F1 || (key == new Key('?') && entry.Text.Length == 0))
            {
                panel!.Close();
                return true;
            }

            // A screen of text scrolls; its rows have no cursor.
            var rows = list.Rows(0);
            var to = key == Key.CursorUp ? list.First - 1 : key == Key.CursorDown ? list.First + 1 : key == Key.PageUp ? list.First - rows + 1 : key == Key.PageDown ? list.First + rows - 1 : int.MinValue;
            if (to == int.MinValue)
            {
                return false;
            }

            to = Math.Clamp(to, 0, Math.Max(0, list.Count - rows));
            list.MoveTo(to > list.First ? to + rows - 1 : to);
            return true;
        }

        void Search()
        {
            shown.Clear();
            var text = entry.Text.Trim();
            if (text.Length == 0)
            {
                shown.AddRange(lines);
            }
            else
            {
                shown.AddRange(lines.Where(line => line.Heading.Length == 0 && (line.Text.Contains(text, StringComparison.OrdinalIgnoreCase) || line.Words.Contains(text, StringComparison.OrdinalIgnoreCase) || line.Keys.Contains(text, StringComparison.Ordinal))).Distinct());
                if (shown.Count == 0)
                {
                    shown.Add(new Line("No command is about that.", "", ""));
                }
            }

            Wrap(panel!.Viewport.Width is > 8 and var width ? width - 4 : Columns - 4);
            list.Count = shown.Count;
            list.MoveTo(0);
        }

        void Wrap(int columns)
        {
            var whole = shown.ToArray();
            shown.Clear();
            foreach (var line in whole)
            {
                var keys = line.Keys;
                foreach (var text in line.Text.Length == 0 ? [""] : Core.TextWidth.Wrap(line.Text, columns - KeyColumns(columns) - 2, 0))
                {
                    shown.Add(line with { Keys = keys, Text = text });
                    keys = "";
                }
            }
        }
    }

    private static int KeyColumns(int columns) => columns < 60 ? 10 : 18;

    private static List<Line> Make(UiContext ui)
    {
        var lines = new List<Line>();
        Section(ui.Screen.OpenTab is { } tab ? $"Here, in {tab}" : "Here, in the list", command => (command.Scope & ui.Scope) != 0 && ui.Keymap.KeysOf(command).Count > 0 && (command.Scope != CommandScope.Anywhere || command.BarPlace > 0));
        foreach (var group in CommandTable.All.Select(static command => command.Group).Distinct())
        {
            Section(group, command => command.Group == group);
        }

        return lines;

        void Section(string heading, Func<UiCommand, bool> isIn)
        {
            if (lines.Count > 0)
            {
                lines.Add(new Line(" ", "", ""));
            }

            lines.Add(new Line(heading, "", ""));
            foreach (var command in CommandTable.All.Where(isIn))
            {
                var keys = ui.Keymap.KeysOf(command);
                lines.Add(new Line("", keys.Count > 0 ? string.Join(" ", keys.Take(3).Select(KeyText.Show)) : ":" + command.Name, command.Help, $"{command.Name} {command.Title}"));
            }
        }
    }

    private static void Compose(ScreenRow row, Line line)
    {
        var writer = new RowWriter(row);
        if (line.Heading is { Length: > 0 } heading)
        {
            writer.Put(heading, new Ink(Role.Title, Ground.Panel));
            return;
        }

        writer.PutFit(line.Keys, KeyColumns(row.Width), new Ink(Role.Key, Ground.Panel));
        writer.Blank(1, new Ink(Role.Text, Ground.Panel));
        writer.PutFit(line.Text, writer.Left - 1, new Ink(Role.Text, Ground.Panel));
    }
}
