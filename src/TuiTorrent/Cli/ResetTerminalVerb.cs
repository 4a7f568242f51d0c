using System.CommandLine;
using System.Text;

namespace TuiTorrent.Cli;

/// <summary>`tuitorrent reset-terminal`.</summary>
internal static class ResetTerminalVerb
{
    private const string Notes = """
        A dashboard gives the terminal back however it ends, except by kill -9 and a
        line that breaks. This leaves its screen, switches mouse and paste reports off,
        shows the cursor, and makes the terminal's line discipline sane. What was on
        the screen before comes back where the terminal still has it.
        """;

    /// <summary>The command.</summary>
    public static Verb Create() => new(
        new Command("reset-terminal", "Undo what a killed dashboard left on this terminal."),
        "reset-terminal",
        Notes,
        static (_, surroundings) =>
        {
            surroundings.Screen.Print(Encoding.ASCII.GetBytes(TerminalReset.Sequences));
            foreach (var descriptor in (int[])[0, 1, 2])
            {
                if (PosixCalls.IsTerminal(descriptor))
                {
                    TerminalReset.MakeSane(descriptor);
                    break;
                }
            }

            return Task.FromResult(ExitCode.Complete);
        });
}
