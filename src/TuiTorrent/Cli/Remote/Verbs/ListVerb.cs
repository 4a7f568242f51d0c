using System.CommandLine;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent list`: the torrents of the daemon.</summary>
internal static class ListVerb
{
    private const string Notes = """
        With FILTER, torrents whose name has this in it. In a narrow terminal columns
        are left out; into a pipe or a file nothing is cut.

        --sort: queue (as it is without), name, size, done, down, up, ratio, eta or
        added; largest or newest first, names from A to Z, eta from the shortest.

        --json writes an object a torrent: "id", "info_hash", "name", "state" (stopped,
        finished, to-verify, verifying, queued, downloading, to-seed, seeding, error),
        "error" (or null), "total", "wanted", "done" (bytes), "down_bps", "up_bps"
        (bytes a second), "downloaded", "uploaded" (bytes in all runs), "ratio",
        "seconds_left" (or null), "peers", "labels", "directory", "queue" (from 0),
        "added" (seconds since 1970), "stalled"; "verified" (0 to 1) while verifying.
        """;

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var filter = Arguments.OptionalOperand("FILTER");
        var state = Arguments.Value("--state", "STATE", "Only those downloading, seeding, stopped, error or active");
        var label = Arguments.Value("--label", "L", "Only those with this label");
        var sort = Arguments.Value("--sort", "KEY", "In another order, see below");
        var reverse = Arguments.Flag("--reverse", "The other way round");
        var command = new Command("list", "List the daemon's torrents.") { filter, state, label, sort, reverse };
        return RemoteVerb.Create(command, "list [options] [FILTER]", Notes, async call =>
        {
            var (wantedState, wantedLabel, wantedName) = (call.Line.TextOf(state), call.Line.TextOf(label), call.Line.TextOf(filter));
            var key = call.Line.TextOf(sort) ?? TorrentOrder.Keys[0];
            Words.Check("--state", wantedState, TorrentOrder.States);
            Words.Check("--sort", key, TorrentOrder.Keys);

            var rows = new List<TorrentRow>();
            foreach (var row in await call.RowsAsync().ConfigureAwait(false))
            {
                if ((wantedState is null || TorrentOrder.IsIn(row, wantedState))
                    && (wantedLabel is null || row.Labels.Contains(wantedLabel))
                    && row.Name.Contains(wantedName, StringComparison.OrdinalIgnoreCase))
                {
                    rows.Add(row);
                }
            }

            rows = TorrentOrder.Sort(rows, key, call.Line.Has(reverse));
            if (call.IsJson)
            {
                foreach (var row in rows)
                {
                    call.PrintJson(json => TorrentJson.Write(json, row));
                }

                return ExitCode.Complete;
            }

            call.Print(TorrentTable.Render(rows, call.Width));
            return ExitCode.Complete;
        });
    }
}
