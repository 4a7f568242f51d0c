using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>Commands that look at one torrent: show, files, peers, trackers, why.</summary>
internal static class LookVerbs
{
    private const int CauseIndent = 5;

    /// <summary>`show`.</summary>
    public static Verb Show() => Create("show", "Print all about a torrent.", """
        --json writes what 'tuitorrent list' does, and "pieces", "piece_length",
        "files", "private", "sequential", "down_limit_bps", "up_limit_bps" (or null),
        "max_peers", "priority" (low, normal, high), "corrupt" (bytes),
        "seconds_downloading", "seconds_seeding", "completed", "active", "created"
        (seconds since 1970, or null), "comment", "created_by" (or null).
        """, TorrentSheet.Fields, async (call, torrent) =>
    {
        var unit = await RateUnit.ReadAsync(call).ConfigureAwait(false);
        if (call.IsJson)
        {
            call.PrintJson(json => TorrentSheet.WriteJson(json, torrent, unit));
            return;
        }

        call.Print(TorrentSheet.Render(torrent, unit, call.Surroundings.Time.LocalTimeZone));
    });

    /// <summary>`files`.</summary>
    public static Verb Files() => Create("files", "List the files of a torrent.", """
        --json writes an object a file: "number" (from 1), "path", "length", "done"
        (bytes), "priority" (skip, low, normal, high).
        """, FileTable.Fields, (call, torrent) =>
    {
        var files = FileTable.Read(torrent);
        if (!call.IsJson)
        {
            call.Print(FileTable.Render(files, call.Width));
        }

        foreach (var file in call.IsJson ? files : [])
        {
            call.PrintJson(json => FileTable.WriteJson(json, file));
        }

        return Task.CompletedTask;
    });

    /// <summary>`peers`.</summary>
    public static Verb Peers() => Create("peers", "List the connected peers of a torrent.", """
        Way: "in" where the peer connected to us. Cipher: plain, rc4, or mse_plaintext
        (an encrypted handshake, and plain data).

        --json writes an object a peer: "address", "port", "client", "cipher",
        "incoming", "done" (0 to 1), "down_bps", "up_bps" (bytes a second), "flags".
        """, ["peers"], (call, torrent) =>
    {
        var peers = new List<PeerLine>();
        foreach (var peer in torrent.Items("peers"))
        {
            peers.Add(PeerLine.Read(peer));
        }

        if (!call.IsJson)
        {
            call.Print(PeerTable.Render(peers, call.Width));
        }

        foreach (var peer in call.IsJson ? peers : [])
        {
            call.PrintJson(json => PeerTable.WriteJson(json, peer));
        }

        return Task.CompletedTask;
    });

    /// <summary>`trackers`.</summary>
    public static Verb Trackers() => Create("trackers", "List the trackers of a torrent.", """
        Of a tracker's URL, parts that may be a passkey are left out ("...").

        --json writes an object a tracker: "tier" (from 1), "tracker", "state" (works,
        fails, not asked), "message" (or null), "seeders", "leechers" (or null),
        "peers" (in its last reply), "last", "next" (seconds since 1970, or null).
        """, ["tracker_stats"], (call, torrent) =>
    {
        var trackers = new List<TrackerLine>();
        foreach (var tracker in torrent.Items("tracker_stats"))
        {
            trackers.Add(TrackerLine.Read(tracker));
        }

        if (!call.IsJson)
        {
            call.Print(TrackerTable.Render(trackers, call.Surroundings.Time.GetUtcNow(), call.Width));
        }

        foreach (var tracker in call.IsJson ? trackers : [])
        {
            call.PrintJson(json => TrackerTable.WriteJson(json, tracker));
        }

        return Task.CompletedTask;
    });

    /// <summary>`why`.</summary>
    public static Verb Why()
    {
        const string Notes = """
            --json writes an object a cause, the likeliest first: "id", "info_hash", "name",
            "code", "text", "remedy" (or null).
            """;
        var command = new Command("why", "Say why torrents don't move.");
        var choice = new TorrentChoice(command, allowsAll: true);
        return RemoteVerb.Create(command, "why TORRENT...|--all", Notes, async call =>
        {
            foreach (var torrent in await choice.FindAsync(call).ConfigureAwait(false))
            {
                var answer = await call.AskAsync(RpcMethods.Why, json => json.WriteNumber("id", torrent.Id)).ConfigureAwait(false);
                Tell(call, torrent, answer);
            }

            return ExitCode.Complete;
        });
    }

    private static void Tell(RemoteCall call, TorrentRow torrent, JsonElement answer)
    {
        var number = 0;
        foreach (var cause in answer.Items("causes"))
        {
            var (text, remedy) = (cause.Text("text"), cause.Text("remedy"));
            if (call.IsJson)
            {
                call.PrintJson(json =>
                {
                    json.WriteTorrent(torrent);
                    json.WriteString("code", cause.Text("code"));
                    json.WriteString("text", text);
                    json.WriteTextOrNull("remedy", remedy);
                });
                continue;
            }

            if (number++ == 0)
            {
                call.Print(torrent.Name + ":");
            }

            call.Print(TextWidth.Wrap($"  {number}. {text}", call.Width, CauseIndent));
            if (remedy.Length > 0)
            {
                call.Print(TextWidth.Wrap(new string(' ', CauseIndent) + remedy, call.Width, CauseIndent));
            }
        }

        if (number == 0 && !call.IsJson)
        {
            call.Print($"{torrent.Name}: nothing is in its way ({torrent.State}).");
        }
    }

    private static Verb Create(string name, string description, string notes, IEnumerable<string> fields, Func<RemoteCall, JsonElement, Task> tellAsync)
    {
        var word = Arguments.Operand("TORRENT");
        return RemoteVerb.Create(new Command(name, description) { word }, name + " TORRENT", notes, async call =>
        {
            var row = await call.FindAsync(call.Line.TextOf(word)).ConfigureAwait(false);
            if (await call.GetAsync(fields, [row.InfoHash]).ConfigureAwait(false) is not [var torrent, ..])
            {
                throw new CommandStopException(ExitCode.NoSuchTorrent, $"{row.Name} was removed just now.");
            }

            await tellAsync(call, torrent).ConfigureAwait(false);
            return ExitCode.Complete;
        });
    }
}
