using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Finds a command by some of its letters and runs it, with arguments where it takes some.</summary>
internal static class PaletteDialog
{
    private const int Columns = 96;
    private const int MaxRows = 12;

    /// <summary>Shows it with some text typed.</summary>
    public static void Show(UiContext ui, string text)
    {
        var found = new List<UiCommand>();
        var told = new TextPart("", Role.Dim, rows: 2);
        var entry = new EntryPart(":", 1, text);
        var list = new ListPart(MaxRows, (row, index, ground) => Compose(ui, row, found[index], ground)) { TakesFocus = false, AlwaysShowsCursor = true };
        Panel? panel = null;
        panel = new Panel(ui, "Command", Columns)
        {
            Hint = "Enter runs, Esc closes",
            FirstKey = key => Steer(key) || (key == Key.Tab && CompleteName()),
        };
        entry.Changed = Search;
        panel.Enter = Run;
        panel.Fill(entry, list, told);
        Search();
        panel.Open();

        bool Steer(Key key)
        {
            // The cursor of the list is moved from the entry; letters are typed.
            var isMove = key == Key.CursorUp || key == Key.CursorDown || key == Key.PageUp || key == Key.PageDown;
            var move = key == Key.P.WithCtrl ? Key.CursorUp : key == Key.N.WithCtrl ? Key.CursorDown : key;
            if (!isMove && move == key)
            {
                return false;
            }

            list.Press(move);
            Tell();
            return true;
        }

        bool CompleteName()
        {
            if (found.Count > 0)
            {
                entry.Set(found[list.Index].Name + (found[list.Index].RunWith is null ? "" : " "));
                Search();
            }

            return true;
        }

        void Search()
        {
            found.Clear();
            found.AddRange(Find(entry.Text, ui.Scope));
            list.Count = found.Count;
            list.MoveTo(0);
            Tell();
        }

        void Tell()
        {
            if (found.Count == 0)
            {
                told.Say($"There is no such command.{Suggestion.For(Word(entry.Text), CommandTable.All.Select(static command => command.Name))}", Role.Warn);
            }
            else if (found[list.Index].Obstacle(ui) is { } why)
            {
                told.Say(why, Role.Warn);
            }
            else
            {
                told.Say(found[list.Index].Help, Role.Dim);
            }
        }

        void Run()
        {
            if (found.Count == 0)
            {
                return;
            }

            var command = found[list.Index];
            if (command.Obstacle(ui) is { } why)
            {
                told.Say(why, Role.Bad);
                return;
            }

            if (Argument(entry.Text, command) is { Length: > 0 } argument && command.RunWith is { } runWith)
            {
                if (runWith(ui, argument) is { } wrong)
                {
                    told.Say(wrong, Role.Bad);
                }
                else
                {
                    panel!.Close();
                }

                return;
            }

            panel!.Close();
            command.Run(ui);
        }
    }

    /// <summary>Commands that fit what is typed, the best first; what follows the name of a command that takes something is its argument.</summary>
    internal static IReadOnlyList<UiCommand> Find(string text, CommandScope scope)
    {
        text = text.TrimStart();
        if (text.IndexOf(' ', StringComparison.Ordinal) > 0 && CommandTable.Find(Word(text)) is { RunWith: not null } named)
        {
            return [named];
        }

        var letters = text.Trim();
        if (letters.Length == 0)
        {
            // Nothing typed: what is done most here, then the rest; nobody looks up how to go down.
            return [.. CommandTable.Bar(scope), .. CommandTable.All.Where(command => command.BarPlace == 0 || (command.Scope & scope) == 0).OrderBy(static command => command.Scope == CommandScope.Anywhere && command.Group == CommandTable.Moving)];
        }

        return [.. CommandTable.All
            .Select(command => (Command: command, Score: Math.Max(Suggestion.Score(letters, command.Name), Suggestion.Score(letters, command.Title) - 1)))
            .Where(static one => one.Score > 0)
            .OrderByDescending(static one => one.Score)
            .Select(static one => one.Command)];
    }

    private static string Word(string text)
    {
        text = text.TrimStart();
        return text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? text[..blank] : text;
    }

    private static string Argument(string text, UiCommand command) => Word(text) == command.Name ? text.TrimStart()[command.Name.Length..].Trim() : "";

    private static void Compose(UiContext ui, ScreenRow row, UiCommand command, Ground ground)
    {
        var writer = new RowWriter(row);
        var isOff = command.Obstacle(ui) is not null;
        var name = command.Argument.Length > 0 ? $"{command.Name} {command.Argument}" : command.Name;
        var keys = ui.Keymap.KeysOf(command);
        var text = row.Width >= 60;
        writer.PutFit(name, text ? 24 : Math.Max(10, row.Width - 12), new Ink(isOff ? Role.Dim : Role.Strong, ground));
        writer.Blank(1, new Ink(Role.Text, ground));
        writer.PutFit(keys.Count > 0 ? KeyText.Show(keys[0]) : "", Math.Min(10, writer.Left), new Ink(Role.Key, ground));
        if (text)
        {
            writer.Blank(1, new Ink(Role.Text, ground));
            writer.PutFit(command.Help, writer.Left - 1, new Ink(isOff ? Role.Dim : Role.Text, ground));
        }

        writer.Blank(writer.Left, new Ink(Role.Text, ground));
    }
}
