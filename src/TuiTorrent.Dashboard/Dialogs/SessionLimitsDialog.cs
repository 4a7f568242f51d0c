using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>Limits of all torrents together, and the turtle's.</summary>
internal static class SessionLimitsDialog
{
    private const int Columns = 58;
    private const int Labels = 12;

    /// <summary>Asks.</summary>
    public static void Show(UiContext ui)
    {
        var session = ui.Model.Session!;
        var panel = new Panel(ui, "Limits of all torrents together", Columns) { Hint = "Enter applies, Esc closes" };
        var down = new EntryPart("Down", Labels, RateText.Limit(session.DownLimit)) { Hint = "no limit" };
        var up = new EntryPart("Up", Labels, RateText.Limit(session.UpLimit)) { Hint = "no limit" };
        var turtle = new CheckPart("Turtle: these limits count instead", session.IsAlternative);
        var turtleDown = new EntryPart("Turtle down", Labels, RateText.Limit(session.AlternativeDown)) { Hint = "nothing" };
        var turtleUp = new EntryPart("Turtle up", Labels, RateText.Limit(session.AlternativeUp)) { Hint = "nothing" };
        var problem = new TextPart("", Role.Bad, rows: 2);
        panel.Fill(
            new TextPart("Bytes a second, such as 500K or 1.5M; nothing means no limit. K, M and G are steps of 1,024.", Role.Dim),
            down, up, new TextPart(""), turtle, turtleDown, turtleUp, problem, new ButtonsPart(("Apply", Apply), ("Cancel", panel.Close)));
        panel.Enter = Apply;
        panel.Open();

        void Apply()
        {
            var rates = new long[4];
            EntryPart[] entries = [down, up, turtleDown, turtleUp];
            string[] names = ["Down", "Up", "Turtle down", "Turtle up"];
            for (var i = 0; i < entries.Length; i++)
            {
                if (!FormNumbers.Rate(entries[i], names[i], out rates[i], out var wrong))
                {
                    problem.Say(wrong!, Role.Bad);
                    panel.FocusOn(entries[i]);
                    return;
                }
            }

            panel.Close();
            var change = new SessionChange
            {
                DownLimit = Changed(0),
                UpLimit = Changed(1),
                IsAlternative = turtle.IsOn == session.IsAlternative ? null : turtle.IsOn,
                AlternativeDown = Changed(2),
                AlternativeUp = Changed(3),
            };
            if (change == new SessionChange())
            {
                ui.Tell("Limits stay as they are.");
                return;
            }

            new Deed("Setting limits", "Limits set", Requests.Change(change))
            {
                Inverse =
                [
                    Requests.Change(new SessionChange
                    {
                        DownLimit = session.DownLimit, UpLimit = session.UpLimit, IsAlternative = session.IsAlternative, AlternativeDown = session.AlternativeDown, AlternativeUp = session.AlternativeUp,
                    }),
                ],
            }.Run(ui);

            long? Changed(int index) => entries[index].IsChanged ? rates[index] : null;
        }
    }
}
