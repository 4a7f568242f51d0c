using System.Text.Json;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>session_set. Programs send whole forms: a value that is as it was is fine whatever its name; another value of a name that we can't change is refused by that name. All or nothing.</summary>
internal static class SessionSet
{
    private const long Unit = OptionReader.SpeedUnit;
    private const long MaxSpeed = OptionReader.MaxSpeed;
    private const int MaxPeers = 10_000;
    private const int MaxQueue = 100_000;
    private const int MaxMinutes = 10_000_000;
    private const int LastMinute = (24 * 60) - 1;

    public static async ValueTask<Outcome> RunAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        var view = new SessionView(call.Engine.Options, snapshot.Totals, call.Doors, call.SessionId);

        // Before anything is read: a rate that was rounded when it was shown must not change by being sent back.
        parameters.RemoveWhere(name => IsAsItWas(name, parameters, view, call.Out.IsOld));
        if (!parameters.Names.Any())
        {
            return Outcome.Ok;
        }

        var changes = Read(parameters);
        var directory = parameters.Text("download_dir");
        if (parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        if (directory is not null)
        {
            var (path, outcome) = await PathRule.CheckAsync(call, directory).ConfigureAwait(false);
            if (path is null)
            {
                return outcome;
            }

            changes.Add(options => options with { DownloadDirectory = path });
        }

        return Outcome.Of(await call.Engine.SetOptionsAsync(options => changes.Aggregate(options, static (now, change) => change(now))).ConfigureAwait(false));
    }

    private static bool IsAsItWas(string name, Parameters parameters, SessionView view, bool isOld)
    {
        using var buffer = new ReplyBuffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (!SessionFields.TryWrite(name, view, new KeyedWriter(json, isOld), withKey: false))
            {
                return false;
            }
        }

        var reader = new Utf8JsonReader(buffer.Written.Span);
        return JsonElement.DeepEquals(JsonElement.ParseValue(ref reader), parameters.Peek(name)!.Value);
    }

    private static List<Func<EngineOptions, EngineOptions>> Read(Parameters parameters)
    {
        var changes = new List<Func<EngineOptions, EngineOptions>>();
        Take(parameters.Long("speed_limit_down", 0, MaxSpeed), (options, value) => options with { DownloadLimit = value * Unit });
        Take(parameters.Bool("speed_limit_down_enabled"), (options, value) => options with { IsDownloadLimited = value });
        Take(parameters.Long("speed_limit_up", 0, MaxSpeed), (options, value) => options with { UploadLimit = value * Unit });
        Take(parameters.Bool("speed_limit_up_enabled"), (options, value) => options with { IsUploadLimited = value });
        Take(parameters.Long("alt_speed_down", 0, MaxSpeed), (options, value) => options with { Alternative = options.Alternative with { Download = value * Unit } });
        Take(parameters.Long("alt_speed_up", 0, MaxSpeed), (options, value) => options with { Alternative = options.Alternative with { Upload = value * Unit } });
        Take(parameters.Bool("alt_speed_enabled"), (options, value) => options with { Alternative = options.Alternative with { IsOn = value } });
        Take(parameters.Bool("alt_speed_time_enabled"), (options, value) => options with { Alternative = options.Alternative with { IsScheduled = value } });
        Take(parameters.Int("alt_speed_time_begin", 0, LastMinute), (options, value) => options with { Alternative = options.Alternative with { BeginMinute = value } });
        Take(parameters.Int("alt_speed_time_end", 0, LastMinute), (options, value) => options with { Alternative = options.Alternative with { EndMinute = value } });
        Take(parameters.Int("alt_speed_time_day", 0, 127), (options, value) => options with { Alternative = options.Alternative with { Days = value } });
        Take(parameters.Bool("start_added_torrents"), (options, value) => options with { StartAdded = value });
        Take(parameters.Int("peer_limit_global", 1, MaxPeers), (options, value) => options with { Session = options.Session with { MaxPeers = value } });
        Take(parameters.Int("peer_limit_per_torrent", 1, MaxPeers), (options, value) => options with { Session = options.Session with { MaxPeersPerTorrent = value } });
        var (encryption, ownEncryption) = (Encryption(parameters), OwnEncryption(parameters));
        Take(ownEncryption ?? encryption, (options, value) => options with { Session = options.Session with { Encryption = value } });

        // A number and its switch are one value of ours. The number alone changes nothing while the switch is off.
        var (downloads, downloadsOn) = (parameters.Int("download_queue_size", 1, MaxQueue), parameters.Bool("download_queue_enabled"));
        changes.Add(options => options with { MaxDownloads = Switched(options.MaxDownloads, downloads, downloadsOn, 5) });
        var (seeds, seedsOn) = (parameters.Int("seed_queue_size", 1, MaxQueue), parameters.Bool("seed_queue_enabled"));
        changes.Add(options => options with { MaxSeeds = Switched(options.MaxSeeds, seeds, seedsOn, 10) });
        var (stalled, stalledOn) = (parameters.Int("queue_stalled_minutes", 1, MaxMinutes), parameters.Bool("queue_stalled_enabled"));
        changes.Add(options => options with { StalledMinutes = Switched(options.StalledMinutes, stalled, stalledOn, 30) });
        var (idle, idleOn) = (parameters.Int("idle_seeding_limit", 1, MaxMinutes), parameters.Bool("idle_seeding_limit_enabled"));
        changes.Add(options => options with { SeedIdleMinutes = Switched(options.SeedIdleMinutes, idle, idleOn, 30) });
        var (ratio, ratioOn) = (parameters.Real("seed_ratio_limit", 0, 1_000_000), parameters.Bool("seed_ratio_limited"));
        changes.Add(options => options with { SeedRatio = Switched(options.SeedRatio, ratio, ratioOn, 2) });
        return changes;

        void Take<T>(T? value, Func<EngineOptions, T, EngineOptions> change)
            where T : struct
        {
            if (value is { } given)
            {
                changes.Add(options => change(options, given));
            }
        }
    }

    private static T? Switched<T>(T? present, T? value, bool? isOn, T fallback)
        where T : struct => (isOn ?? present is not null) ? value ?? present ?? fallback : null;

    private static EncryptionPolicy? OwnEncryption(Parameters parameters)
    {
        if (parameters.Text("tuitorrent_encryption") is not { } word)
        {
            return null;
        }

        if (Array.IndexOf(SessionFields.Policies, word) is >= 0 and var policy)
        {
            return (EncryptionPolicy)policy;
        }

        parameters.Fail("tuitorrent_encryption must be disabled, allowed, preferred or required.");
        return null;
    }

    private static EncryptionPolicy? Encryption(Parameters parameters)
    {
        switch (parameters.Text("encryption"))
        {
            case null:
                return null;
            case "required":
                return EncryptionPolicy.Required;
            case "preferred":
                return EncryptionPolicy.Preferred;
            case "allowed" or "tolerated":
                return EncryptionPolicy.Allowed;
            default:
                parameters.Fail("encryption must be required, preferred or allowed.");
                return null;
        }
    }
}
