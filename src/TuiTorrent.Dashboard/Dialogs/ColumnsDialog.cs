using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Which columns the list has.</summary>
internal static class ColumnsDialog
{
    private const int Columns = 44;

    /// <summary>Asks; a tick counts at once, Esc takes all back.</summary>
    public static void Show(UiContext ui)
    {
        var before = ui.Screen.Columns;
        var columns = before.ToArray();
        ListPart? list = null;
        list = new ListPart(columns.Length, (row, index, ground) =>
        {
            var writer = new RowWriter(row);
            writer.Put(columns[index].IsShown ? "[x] " : "[ ] ", new Ink(Role.Text, ground));
            writer.PutFit(columns[index].Name, writer.Left - 1, new Ink(Role.Text, ground));
        })
        {
            OtherKey = key => key == Key.Space && Toggle(),
            Clicked = () => Toggle(),
        };
        list.Count = columns.Length;
        var panel = new Panel(ui, "Columns", Columns) { Hint = "Space ticks, Enter keeps, Esc undoes", Cancelled = () => ui.Screen.Columns = before };
        panel.Enter = panel.Close;
        panel.Fill(new TextPart("Shown where there is room; a narrow terminal shows fewer.", Role.Dim), list);
        panel.Open();

        bool Toggle()
        {
            columns[list!.Index] = columns[list.Index] with { IsShown = !columns[list.Index].IsShown };
            ui.Screen.Columns = [.. columns];
            return true;
        }
    }
}
