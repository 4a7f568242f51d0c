using System.CommandLine;

namespace TuiTorrent.Cli;

/// <summary>A command: what it takes, what its help says beside that, and what it does.</summary>
/// <param name="Command">Name, options and arguments.</param>
/// <param name="Usage">The first line of help, without the program's name.</param>
/// <param name="Notes">Paragraphs below the options.</param>
/// <param name="RunAsync">Gets a command line without errors; its result is the exit code.</param>
internal sealed record Verb(Command Command, string Usage, string Notes, Func<ParseResult, Surroundings, Task<int>> RunAsync);

/// <summary>What a command gets from the process.</summary>
/// <param name="Screen">Where it writes.</param>
/// <param name="Environment">The value of an environment variable, or null.</param>
internal sealed record Surroundings(Screen Screen, Func<string, string?> Environment)
{
    /// <summary>Characters of a sentence: two paths, as long as Linux has them.</summary>
    private const int MaxSentence = 8192;

    /// <summary>Puts a question to the person at the terminal and returns the answer, null at its end; null itself if nobody is there.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>Program and arguments that start this user's daemon.</summary>
    public IReadOnlyList<string> DaemonCommand { get; init; } = [];

    /// <summary>Whether a person sits at a terminal that a dashboard can be drawn on.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Program and arguments of the dashboard; null if it is not installed.</summary>
    public IReadOnlyList<string>? DashboardCommand { get; init; }

    /// <summary>Where relative paths start; null if that directory is no more.</summary>
    public string? Directory { get; init; }

    /// <summary>Lets another program take this process's place, in the directory "/"; returns only if that fails, with half a sentence why.</summary>
    public Func<IReadOnlyList<string>, string> Become { get; init; } = static _ => "this process can't be replaced";

    /// <summary>The time, and what waits for it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Tells what is wrong with the command line, and where to read on.</summary>
    public int Refuse(string verb, string sentence)
    {
        var name = verb.Length > 0 ? "tuitorrent " + verb : "tuitorrent";
        Screen.Note($"{name}: {Clean(sentence)}");
        Screen.Note($"Try '{name} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>Tells why a command failed.</summary>
    public int Fail(string sentence)
    {
        Screen.Note("tuitorrent: " + Clean(sentence));
        return ExitCode.Failed;
    }

    /// <summary>Sentences name files and answers of servers.</summary>
    private static string Clean(string sentence) => Core.SafeText.From(sentence, MaxSentence);
}
