using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Asks for one line of text.</summary>
internal static class EntryDialog
{
    private const int Columns = 64;

    /// <summary>What is asked.</summary>
    /// <param name="Title">In the frame.</param>
    /// <param name="Text">Above the entry.</param>
    /// <param name="Yes">The word on the button.</param>
    internal sealed record Question(string Title, string Text, string Yes)
    {
        /// <summary>What stands in the entry at first.</summary>
        public string Initial { get; init; } = "";

        /// <summary>Takes the text; the result is what is wrong with it, and the dialog stays.</summary>
        public required Func<string, string?> Accept { get; init; }
    }

    /// <summary>Asks.</summary>
    public static Panel Show(UiContext ui, Question question)
    {
        var panel = new Panel(ui, question.Title, Columns) { Hint = "Esc closes, Enter: " + question.Yes };
        var entry = new EntryPart("", 0, question.Initial);
        var problem = new TextPart("", Role.Bad, rows: 2);
        entry.Changed = () => problem.Say("", Role.Bad);
        panel.Fill(new TextPart(question.Text), entry, problem, new ButtonsPart((question.Yes, Yes), ("Cancel", panel.Close)));
        panel.Enter = Yes;
        panel.Open();
        return panel;

        void Yes()
        {
            if (question.Accept(entry.Text.Trim()) is { } wrong)
            {
                problem.Say(wrong, Role.Bad);
                panel.FocusOn(entry);
            }
            else
            {
                panel.Close();
            }
        }
    }
}
