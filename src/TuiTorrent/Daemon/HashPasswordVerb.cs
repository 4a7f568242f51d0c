using System.CommandLine;
using TuiTorrent.Cli;
using TuiTorrent.Rpc.Gate;

namespace TuiTorrent.Daemon;

/// <summary>`tuitorrent hash-password`: turns a password into what config.toml may hold.</summary>
internal static class HashPasswordVerb
{
    private const int MaxPassword = 1024;

    private const string Notes = """
        Reads the password from standard input, one line, and prints its hash for
        rpc.password_hash in config.toml. Without a hash, put the password into a file
        that only you can read and name it by rpc.password_file.

        Exit codes: 0 printed, 1 no password.
        """;

    /// <summary>The command.</summary>
    public static Verb Create() => new(
        new Command("hash-password", "Hash a password for config.toml."),
        "hash-password < FILE",
        Notes,
        (_, surroundings) => Task.FromResult(Run(surroundings, Console.In.ReadLine)));

    /// <summary>Prints the hash of a line; the result is the exit code.</summary>
    internal static int Run(Surroundings surroundings, Func<string?> readLine)
    {
        if (readLine() is not { Length: > 0 and <= MaxPassword } password)
        {
            return surroundings.Fail("there is no password on standard input, or it is longer than 1,024 characters.");
        }

        surroundings.Screen.Print(PasswordHash.Of(password).ToString());
        return ExitCode.Complete;
    }
}
