using System.CommandLine;

namespace TuiTorrent.Cli;

/// <summary>`tuitorrent inspect`: prints what a .torrent file holds.</summary>
internal static class InspectVerb
{
    private const string Notes = """
        Of a tracker's URL, parts that may be a passkey are left out ("...").
        """;

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var file = Arguments.Operand("FILE.torrent");
        var json = Arguments.Flag("--json", "Print one JSON object");
        var command = new Command("inspect", "Print what a .torrent file holds.") { file, json };
        return new Verb(command, "inspect [--json] FILE.torrent", Notes, (line, surroundings) =>
        {
            if (TorrentReader.Read(line.TextOf(file), out var problem) is not { } metainfo)
            {
                return Task.FromResult(surroundings.Fail(problem));
            }

            surroundings.Screen.Print(line.Has(json) ? TorrentListing.RenderJson(metainfo) : TorrentListing.Render(metainfo));
            return Task.FromResult(ExitCode.Complete);
        });
    }
}
