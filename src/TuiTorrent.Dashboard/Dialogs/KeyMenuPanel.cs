using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>The keys that may follow a first one, at the bottom of the screen. Any other key takes it away.</summary>
internal static class KeyMenuPanel
{
    private const int Columns = 400;

    /// <summary>Shows the choice of a command.</summary>
    public static void Show(UiContext ui, string name)
    {
        var menu = CommandTable.Menus.First(menu => menu.Command == name);
        var choices = menu.Choices.Select(choice => (choice.Key, Command: CommandTable.Find(choice.Command)!)).Where(choice => (choice.Command.Scope & ui.Scope) != 0).ToList();
        if (choices.Count == 0)
        {
            // From the palette it can be asked for anywhere.
            ui.Complain($"\"{menu.Title}\" is for the list: Esc goes back there.", Role.Warn);
            return;
        }

        Panel? panel = null;
        panel = new Panel(ui, menu.Title, Columns)
        {
            Hint = "any other key closes",
            X = 0,
            Y = Pos.AnchorEnd(),
            FirstKey = key =>
            {
                var found = choices.Find(choice => KeyText.TryParse(choice.Key, out var own) && own == key).Command;
                panel!.Close();
                if (found is not null)
                {
                    KeyDispatcher.Run(ui, found);
                }

                return true;
            },
        };
        panel.Fill(new ChoicesPart([.. choices.Select(static choice => (choice.Key, choice.Command.Title))]));
        panel.Open();
    }

    private sealed class ChoicesPart((string Key, string Title)[] choices) : PanelPart
    {
        private readonly int _columns = choices.Max(static choice => choice.Key.Length + choice.Title.Length) + 3;

        public override int Rows(int columns) => (choices.Length + PerRow(columns) - 1) / PerRow(columns);

        public override void Compose(ScreenRow row, int y, bool isFocused)
        {
            var writer = new RowWriter(row);
            var (rows, perRow) = (Rows(row.Width), PerRow(row.Width));
            for (var column = 0; column < perRow && (column * rows) + y is var index && index < choices.Length; column++)
            {
                writer.MoveTo(column * _columns);
                writer.Put(choices[index].Key, On(Role.Key));
                writer.Blank(1, On(Role.Text));
                writer.Put(choices[index].Title, On(Role.Text));
            }
        }

        private int PerRow(int columns) => Math.Clamp(columns / _columns, 1, choices.Length);
    }
}
