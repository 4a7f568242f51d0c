namespace TuiTorrent.Cli.Remote;

/// <summary>Ends a command that talks to the daemon, with its exit code and a sentence for the user. <see cref="RemoteVerb"/> catches it.</summary>
internal sealed class CommandStopException : Exception
{
    /// <summary>With one of <see cref="Cli.ExitCode"/>; the sentence must be clean.</summary>
    public CommandStopException(int exitCode, string sentence)
        : base(sentence) => ExitCode = exitCode;

    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; }

    /// <summary>The command line can't be meant so.</summary>
    public static CommandStopException Usage(string sentence) => new(Cli.ExitCode.Usage, sentence);

    /// <summary>It was tried and did not work.</summary>
    public static CommandStopException Failed(string sentence) => new(Cli.ExitCode.Failed, sentence);
}
