using System.CommandLine;
using System.Text.Json;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent add`: gives torrents to the daemon.</summary>
internal sealed class AddVerb
{
    private const string Notes = """
        RATE is bytes a second, for example 500K, 1.5M or none; K, M and G are steps of
        1,024. FILES is a list of numbers as 'tuitorrent files' shows them, counted from
        1: 1,3-5.

        A torrent that is there already stays as it is. A source that can't be added
        doesn't keep the others out; the exit code is 1 then.

        --json writes an object a torrent: "id", "info_hash", "name", "done" ("added",
        or "there already").
        """;

    private readonly Argument<string[]> _sources = Arguments.Operands("FILE|URL", 1);
    private readonly Option<string> _directory = Arguments.Value("--dir", "DIR", "Put files below DIR");
    private readonly Option<bool> _paused = Arguments.Flag("--paused", "Don't start yet");
    private readonly Option<string[]> _labels = Arguments.Values("--label", "L", "Give it a label; may be given again");
    private readonly Option<bool> _sequential = Arguments.Flag("--sequential", "Fetch its pieces in order");
    private readonly Option<string> _files = Arguments.Value("--files", "FILES", "Fetch these files only");
    private readonly Option<string> _down = Arguments.Value("--down-limit", "RATE", "Download no faster than this");
    private readonly Option<string> _up = Arguments.Value("--up-limit", "RATE", "Upload no faster than this");

    private AddVerb()
    {
    }

    /// <summary>With its options.</summary>
    public static Verb Create()
    {
        var verb = new AddVerb();
        var command = new Command("add", "Give torrents to the daemon.") { verb._sources, verb._directory, verb._paused, verb._labels, verb._sequential, verb._files, verb._down, verb._up };
        return RemoteVerb.Create(command, "add [options] FILE|URL...", Notes, verb.RunAsync);
    }

    private async Task<int> RunAsync(RemoteCall call)
    {
        var line = call.Line;
        var directory = line.TextOf(_directory) is { } text ? PlaceVerbs.DirectoryOf(call, text) : null;
        var files = line.TextOf(_files) is { } list ? Words.Files("--files", list) : [];
        var limits = new TorrentLimits(
            line.TextOf(_down) is { } down ? Words.Rate("--down-limit", down) : null,
            line.TextOf(_up) is { } up ? Words.Rate("--up-limit", up) : null);
        var code = ExitCode.Complete;
        foreach (var source in line.TextsOf(_sources))
        {
            try
            {
                await AddAsync(call, source, directory, files, limits).ConfigureAwait(false);
            }
            catch (CommandStopException e) when (e.ExitCode == ExitCode.Failed)
            {
                code = call.Surroundings.Fail(e.Message);
            }
        }

        return code;
    }

    private async Task AddAsync(RemoteCall call, string source, string? directory, IReadOnlyList<int> files, TorrentLimits limits)
    {
        var (bytes, metainfo) = await TorrentSource.ReadAsync(source, call.Stopping).ConfigureAwait(false);
        var unwanted = files.Count > 0 ? Unwanted(files, metainfo, source) : [];

        var unit = limits.IsEmpty ? default : await RateUnit.ReadAsync(call).ConfigureAwait(false);
        var result = await call.AskAsync(RpcMethods.TorrentAdd, json =>
        {
            json.WriteBase64String("metainfo", bytes);
            WriteOptions(json, call, directory, unwanted);
            limits.Write(json, unit);
        }).ConfigureAwait(false);

        var isNew = result.Object("torrent_added").ValueKind == JsonValueKind.Object;
        var torrent = TorrentRow.Read(isNew ? result.Object("torrent_added") : result.Object("torrent_duplicate"));
        TorrentChoice.Tell(call, [torrent], isNew ? "added" : "there already");
    }

    private void WriteOptions(Utf8JsonWriter json, RemoteCall call, string? directory, List<int> unwanted)
    {
        if (directory is not null)
        {
            json.WriteString("download_dir", directory);
        }

        if (call.Line.Has(_paused))
        {
            json.WriteBoolean("paused", true);
        }

        if (call.Line.TextsOf(_labels) is { Count: > 0 } labels)
        {
            json.WriteTexts("labels", labels);
        }

        if (unwanted.Count > 0)
        {
            json.WriteNumbers("files_unwanted", unwanted);
        }

        if (call.Line.Has(_sequential))
        {
            json.WriteBoolean("sequential_download", true);
        }
    }

    private static List<int> Unwanted(IReadOnlyList<int> wanted, TorrentMetainfo metainfo, string source)
    {
        var count = 0;
        foreach (var file in metainfo.Files)
        {
            count += file.IsPad ? 0 : 1;
        }

        if (wanted[^1] >= count)
        {
            throw CommandStopException.Failed($"{JsonFields.Clean(source)} has {Figures.Count(count, "file")}, so there is no file {wanted[^1] + 1}.");
        }

        var (unwanted, isWanted) = (new List<int>(), new HashSet<int>(wanted));
        for (var i = 0; i < count; i++)
        {
            if (!isWanted.Contains(i))
            {
                unwanted.Add(i);
            }
        }

        return unwanted;
    }
}
