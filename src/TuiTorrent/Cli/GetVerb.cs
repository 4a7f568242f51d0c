using System.CommandLine;
using System.Globalization;
using TuiTorrent.Config;

namespace TuiTorrent.Cli;

/// <summary>`tuitorrent get`: options and what they mean. <see cref="Download"/> does the work.</summary>
internal sealed class GetVerb
{
    private const string Notes = """
        RATE is bytes a second, for example 500K, 1.5M or none; K, M and G are steps of
        1,024.

        Defaults come from config.toml: the first of --config, the user's
        ($XDG_CONFIG_HOME/tuitorrent/ or ~/.config/tuitorrent/) and
        /etc/tuitorrent/. Over it goes the environment (TUITORRENT_NETWORK_PORT sets
        "port" of [network], and so on), over that the options.

        Ctrl-C stops cleanly, a second one at once. What is there already is verified
        and kept; run the same command again to go on.

        --json writes one object a line: "event" (started, progress, completed, failed,
        stopped), "state" (checking, downloading, seeding, failed, stopped), "done" and
        "total" (bytes), "down_bps" and "up_bps" (bytes a second), "peers" and
        "encrypted_peers".

        Exit codes: 0 complete, 1 failed, 2 wrong usage, 130 interrupted. With --seed,
        Ctrl-C after completion is the normal end: 0.
        """;

    private readonly Argument<string> _file = Arguments.Operand("FILE.torrent");
    private readonly Option<string[]> _peers = Arguments.Values("--peer", "HOST:PORT", "A peer to connect to; may be given again");
    private readonly Option<bool> _seed = Arguments.Flag("--seed", "Go on giving when complete, until Ctrl-C");
    private readonly Option<string> _seedRatio = Arguments.Value("--seed-ratio", "R", "The same, until R bytes were given for each byte of the torrent");
    private readonly Option<bool> _noTrackers = Arguments.Flag("--no-trackers", "Ask no tracker for peers");
    private readonly Option<bool> _json = Arguments.Flag("--json", "Write progress as JSON, one object a line");
    private readonly Option<string> _trace = Arguments.Value("--trace-handshakes", "FILE", "Write each step of each handshake to FILE");
    private readonly Option<string> _config = Arguments.Value("--config", "FILE", "Read this config.toml and no other");

    /// <summary>The options that stand for a setting each.</summary>
    private readonly (Option<string> Option, string Key)[] _settings =
    [
        (Arguments.Value("--dir", "DIR", "Put files below DIR"), "downloads.directory"),
        (Arguments.Value("--state", "DIR", "Keep state in DIR, for one process at a time (default: one for each torrent in $XDG_STATE_HOME/tuitorrent/get or ~/.local/state/tuitorrent/get)"), "downloads.state"),
        (Arguments.Value("--port", "N", "Listen at port N; 0 for any that is free"), "network.port"),
        (Arguments.Value("--bind", "ADDR", "Listen at and connect from this address only"), "network.bind"),
        (Arguments.Value("--encryption", "POLICY", "disabled, allowed, preferred or required"), "network.encryption"),
        (Arguments.Value("--down-limit", "RATE", "Download no faster than this"), "limits.download"),
        (Arguments.Value("--up-limit", "RATE", "Upload no faster than this"), "limits.upload"),
        (Arguments.Value("--log-level", "LEVEL", "Tell error, warning, info or debug on standard error"), "log.level"),
    ];

    /// <summary>With its options.</summary>
    public GetVerb()
    {
        var command = new Command("get", "Download a torrent, or seed one.") { _file };
        foreach (var (option, _) in _settings)
        {
            command.Options.Add(option);
        }

        Option[] others = [_peers, _seed, _seedRatio, _noTrackers, _json, _trace, _config];
        foreach (var option in others)
        {
            command.Options.Add(option);
        }

        Verb = new Verb(command, "get [options] FILE.torrent", Notes, RunAsync);
    }

    /// <summary>The command.</summary>
    public Verb Verb { get; }

    private Task<int> RunAsync(ParseResult line, Surroundings surroundings)
    {
        var errors = new List<string>();
        if (Read(line, surroundings.Environment, errors) is { } request && errors.Count == 0)
        {
            return Download.RunAsync(request, surroundings);
        }

        for (var i = 0; i < errors.Count - 1; i++)
        {
            surroundings.Screen.Note("tuitorrent get: " + errors[i]);
        }

        return Task.FromResult(surroundings.Refuse("get", errors[^1]));
    }

    /// <summary>The request; null or with errors if something can't be.</summary>
    private GetRequest? Read(ParseResult line, Func<string, string?> environment, List<string> errors)
    {
        var flags = new List<(string Flag, string Key, string Text)>();
        foreach (var (option, key) in _settings)
        {
            if (line.TextOf(option) is { } text)
            {
                flags.Add((option.Name, key, text));
            }
        }

        var settings = SettingsLoader.Load(line.TextOf(_config), environment, flags, errors);
        var state = settings.StateDirectory.Length > 0 ? settings.StateDirectory : SettingsLoader.DefaultStateDirectory(environment);
        if (state is null)
        {
            errors.Add("there is no home directory to keep state in; use --state DIR.");
            return null;
        }

        return new GetRequest
        {
            TorrentPath = line.TextOf(_file),
            Settings = settings with { Directory = Path.GetFullPath(settings.Directory.Length > 0 ? settings.Directory : ".") },
            StateDirectory = Path.GetFullPath(state),
            StatePerTorrent = settings.StateDirectory.Length == 0,
            Peers = ReadPeers(line, errors),
            Seed = line.Has(_seed) || line.Has(_seedRatio),
            SeedRatio = ReadRatio(line, errors),
            UseTrackers = !line.Has(_noTrackers),
            Json = line.Has(_json),
            TracePath = line.TextOf(_trace),
        };
    }

    private List<PeerName> ReadPeers(ParseResult line, List<string> errors)
    {
        var peers = new List<PeerName>();
        foreach (var text in line.TextsOf(_peers))
        {
            if (PeerName.TryParse(text, out var peer))
            {
                peers.Add(peer);
            }
            else
            {
                errors.Add($"--peer: \"{text}\" must be HOST:PORT, for example 192.0.2.1:6881 or [2001:db8::1]:6881.");
            }
        }

        return peers;
    }

    private double? ReadRatio(ParseResult line, List<string> errors)
    {
        if (line.TextOf(_seedRatio) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1_000_000)
        {
            return ratio;
        }

        errors.Add($"--seed-ratio: \"{text}\" must be a number such as 1.5.");
        return null;
    }
}
