using System.CommandLine;
using TuiTorrent.Core;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent wait`: ends when a torrent is complete.</summary>
internal static class WaitVerb
{
    private const string Notes = """
        It ends with 0 when all that is wanted is there, with 1 when the torrent fails,
        is stopped or removed before that. Ctrl-C ends the waiting, not the download.

        --json writes an object a second as 'tuitorrent get --json' does: "event"
        (started, progress, completed, failed), "state", "done" and "total" (bytes of
        wanted files), "down_bps", "up_bps", "peers" and so on.
        """;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var word = Arguments.Operand("TORRENT");
        var command = new Command("wait", "Wait until a torrent is complete.") { word };
        return RemoteVerb.Create(command, "wait TORRENT", Notes, async call =>
        {
            call.ListenForStop();
            var row = await call.FindAsync(call.Line.TextOf(word)).ConfigureAwait(false);
            if (call.IsJson)
            {
                call.Surroundings.Screen.Print(JsonLine.Render(JsonEvent.Started, ToTransfer(row)));
            }

            while (true)
            {
                if (await LookAsync(call, row).ConfigureAwait(false) is { } code)
                {
                    return code;
                }

                await Task.Delay(Pace, call.Surroundings.Time, call.Stopping).ConfigureAwait(false);
            }
        });
    }

    /// <summary>What a row of the daemon's list is to a progress line.</summary>
    internal static Transfer ToTransfer(TorrentRow row) => new()
    {
        InfoHash = InfoHash.TryParse(row.InfoHash, out var infoHash) ? infoHash : default,
        Name = row.Name,
        State = row.State switch
        {
            TorrentState.Error => TransferState.Failed,
            TorrentState.Stopped or TorrentState.Finished => TransferState.Stopped,
            TorrentState.Verifying or "to-verify" => TransferState.Checking,
            TorrentState.Seeding or "to-seed" => TransferState.Seeding,
            _ => TransferState.Downloading,
        },
        DoneBytes = row.Wanted - row.Left,
        TotalBytes = row.Wanted,
        CheckedBytes = (long)(row.Verified * row.Wanted),
        DownBytesPerSecond = row.Down,
        UpBytesPerSecond = row.Up,
        UploadedBytes = row.Uploaded,
        Peers = (int)Math.Clamp(row.Peers, 0, int.MaxValue),
    };

    /// <summary>The exit code if there is nothing to wait for any more.</summary>
    private static async Task<int?> LookAsync(RemoteCall call, TorrentRow wanted)
    {
        if (await call.GetAsync(TorrentRow.Fields, [wanted.InfoHash]).ConfigureAwait(false) is not [var json, ..])
        {
            throw CommandStopException.Failed($"{wanted.Name} was removed.");
        }

        var row = TorrentRow.Read(json);
        var transfer = ToTransfer(row);
        var problem = transfer.State switch
        {
            TransferState.Failed => row.Error.Length > 0 ? row.Error : "it can't go on.",
            TransferState.Stopped when !row.IsComplete => $"it is stopped at {Figures.Percent(row.Done)}.",
            _ => null,
        };
        if (problem is not null)
        {
            if (call.IsJson)
            {
                call.Surroundings.Screen.Print(JsonLine.Render(JsonEvent.Failed, transfer, problem));
            }

            throw CommandStopException.Failed($"{row.Name}: {problem}");
        }

        // While verifying nobody knows what is left.
        var isDone = row.IsComplete && transfer.State != TransferState.Checking;
        Show(call, transfer, isDone);
        return isDone ? ExitCode.Complete : null;
    }

    private static void Show(RemoteCall call, Transfer transfer, bool isDone)
    {
        var screen = call.Surroundings.Screen;
        if (call.IsJson)
        {
            screen.Print(JsonLine.Render(isDone ? JsonEvent.Completed : JsonEvent.Progress, transfer));
        }
        else if (isDone)
        {
            screen.Print($"{transfer.Name}: complete ({ByteCount.Format(transfer.TotalBytes)})");
        }
        else if (screen.IsTerminal)
        {
            screen.Redraw(ProgressLine.Render(transfer, screen.Width));
        }
    }
}
