using System.CommandLine;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli;

/// <summary>`tuitorrent create`: options and what they mean. <see cref="TorrentMaker"/> does the work.</summary>
internal sealed class CreateVerb
{
    private const int SmallestPiece = 16 * 1024;

    private const string Notes = """
        A directory is taken with all below it, in the order of names; symbolic links
        are left out with a warning. Without -o the file is PATH's name with .torrent,
        in the current directory.
        Exit codes: 0 made, 1 failed, 2 wrong usage, 130 interrupted.
        """;

    private readonly Argument<string> _path = Arguments.Operand("PATH");
    private readonly Option<string> _output = Arguments.Value("--output", "FILE", "The .torrent file to make", "-o");
    private readonly Option<string[]> _trackers = Arguments.Values("--tracker", "URL", "Announce to this tracker; may be given again, as a next one to try");
    private readonly Option<string> _pieceLength = Arguments.Value("--piece-length", "N", "A power of two from 16K to 256M (default: by size)");
    private readonly Option<bool> _private = Arguments.Flag("--private", "Let peers come from the trackers only");
    private readonly Option<string> _comment = Arguments.Value("--comment", "TEXT", "A word to its users");
    private readonly Option<bool> _force = Arguments.Flag("--force", "Replace FILE if it exists");

    /// <summary>With its options.</summary>
    public CreateVerb()
    {
        var command = new Command("create", "Make a .torrent file of a file or a directory.") { _path, _output, _trackers, _pieceLength, _private, _comment, _force };
        Verb = new Verb(command, "create [options] PATH", Notes, RunAsync);
    }

    /// <summary>The command.</summary>
    public Verb Verb { get; }

    private async Task<int> RunAsync(ParseResult line, Surroundings surroundings)
    {
        var trackers = line.TextsOf(_trackers);
        foreach (var url in trackers)
        {
            if (!IsTracker(url))
            {
                return surroundings.Refuse("create", $"--tracker: \"{url}\" must be an http, https or udp URL.");
            }
        }

        var pieceLength = 0L;
        if (line.TextOf(_pieceLength) is { } text
            && (!ByteCount.TryParse(text, out pieceLength) || pieceLength < SmallestPiece || pieceLength > Limits.MaxPieceLength || !long.IsPow2(pieceLength)))
        {
            return surroundings.Refuse("create", $"--piece-length: \"{text}\" must be a power of two from 16K to 256M, for example 256K.");
        }

        var source = Path.TrimEndingDirectorySeparator(Path.GetFullPath(line.TextOf(_path)));
        var name = Path.GetFileName(source);
        if (name.Length == 0)
        {
            return surroundings.Refuse("create", $"{source} has no name that a torrent could take.");
        }

        return await TorrentMaker.RunAsync(
            new CreateRequest
            {
                SourcePath = source,
                OutputPath = Path.GetFullPath(line.TextOf(_output) ?? name + ".torrent"),
                Trackers = trackers,
                PieceLength = (int)pieceLength,
                IsPrivate = line.Has(_private),
                Comment = line.TextOf(_comment),
                Force = line.Has(_force),
            },
            surroundings);
    }

    private static bool IsTracker(string url) =>
        url.Length <= Limits.MaxTrackerUrlBytes
        && !url.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e')
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" or "udp"
        && uri.Host.Length > 0;
}
