using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Asks before something is done that can't be taken back. The button under the cursor is the harmless one.</summary>
internal static class ConfirmDialog
{
    private const int Columns = 60;

    /// <summary>What is asked.</summary>
    /// <param name="Title">A short question.</param>
    /// <param name="Lines">What will happen, a sentence each.</param>
    /// <param name="Yes">The word on the button that does it.</param>
    /// <param name="Do">Does it.</param>
    internal sealed record Question(string Title, IReadOnlyList<string> Lines, string Yes, Action<UiContext> Do)
    {
        /// <summary>Whether something is lost: it looks so, and the cursor begins on the other button.</summary>
        public bool IsDangerous { get; init; }

        /// <summary>A word that must be typed before it is done; "" for none.</summary>
        public string Word { get; init; } = "";

        /// <summary>Another word that will do, too.</summary>
        public string OtherWord { get; init; } = "";

        /// <summary>The word on the button that does nothing.</summary>
        public string No { get; init; } = "Cancel";
    }

    /// <summary>Asks.</summary>
    public static Panel Show(UiContext ui, Question question)
    {
        var panel = new Panel(ui, question.Title, Columns) { Hint = "Esc: " + question.No };
        var parts = new List<PanelPart>();
        for (var i = 0; i < question.Lines.Count; i++)
        {
            parts.Add(new TextPart(question.Lines[i], question.IsDangerous && i == 0 ? Role.Bad : Role.Text));
        }

        var problem = new TextPart("", Role.Warn, rows: question.Word.Length > 0 ? 1 : 0);
        EntryPart? entry = null;
        parts.Add(new TextPart(""));
        if (question.Word.Length > 0)
        {
            parts.Add(new TextPart($"Type {question.Word}{(question.OtherWord.Length > 0 ? $" or {question.OtherWord}" : "")} to go on:"));
            parts.Add(entry = new EntryPart("", 0));
            parts.Add(problem);
        }

        parts.Add(question.IsDangerous || question.Word.Length > 0
            ? new ButtonsPart((question.No, panel.Close), (question.Yes, Yes))
            : new ButtonsPart((question.Yes, Yes), (question.No, panel.Close)));
        panel.Fill([.. parts]);
        panel.Enter = Yes;
        panel.Open();
        return panel;

        void Yes()
        {
            if (entry is not null && entry.Text.Trim() is var typed && typed != question.Word && (question.OtherWord.Length == 0 || !typed.Equals(question.OtherWord, StringComparison.OrdinalIgnoreCase)))
            {
                problem.Say(typed.Length == 0 ? "Nothing is typed, so nothing is done." : "That is not it, so nothing is done.", Role.Warn);
                panel.FocusOn(entry);
                return;
            }

            panel.Close();
            question.Do(ui);
        }
    }
}
