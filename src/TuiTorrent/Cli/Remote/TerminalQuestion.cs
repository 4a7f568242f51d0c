namespace TuiTorrent.Cli.Remote;

/// <summary>Asks the person at the terminal.</summary>
internal static class TerminalQuestion
{
    /// <summary>Over standard input and error; null if nobody sits there.</summary>
    public static Func<string, string?>? OfProcess() => PosixCalls.IsTerminal(0) && PosixCalls.IsTerminal(2) ? Ask : null;

    private static string? Ask(string question)
    {
        Console.Error.Write(question + " ");
        return Console.In.ReadLine();
    }
}
