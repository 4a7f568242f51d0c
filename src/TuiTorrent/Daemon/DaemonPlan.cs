using System.Globalization;
using System.Net;
using TuiTorrent.Cli;
using TuiTorrent.Config;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Daemon;

/// <summary>What a daemon is to do, with every place and secret known: settings put together with the surroundings.</summary>
/// <remarks>Immutable. Directories are absolute.</remarks>
internal sealed record DaemonPlan
{
    /// <summary>What the user chose.</summary>
    public required Settings Settings { get; init; }

    /// <summary>Where state is kept.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Where commands are taken.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Where torrents go that name no directory.</summary>
    public required string DownloadDirectory { get; init; }

    /// <summary>The directories that clients may name, the download directory first.</summary>
    public required IReadOnlyList<string> Roots { get; init; }

    /// <summary>Whose .torrent files are taken; null for none.</summary>
    public string? WatchDirectory { get; init; }

    /// <summary>For TCP; null for none or where a hash stands in its place.</summary>
    public string? Password { get; init; }

    /// <summary>Whether it serves a machine rather than a user: its manager gave it a state directory below none's home.</summary>
    public bool IsOfSystem { get; init; }

    /// <summary>Works out the places; null with sentences in <paramref name="errors"/> where something is missing or unsafe.</summary>
    public static DaemonPlan? Create(Settings settings, Func<string, string?> environment, List<string> errors)
    {
        var count = errors.Count;
        var places = new DaemonPlaces(environment);
        var state = settings.StateDirectory.Length > 0 ? Path.GetFullPath(settings.StateDirectory) : places.State;
        if (state is null)
        {
            errors.Add("there is no home directory to keep state in; use --state DIR.");
        }

        var downloads = settings.Directory.Length > 0 ? places.Expand(settings.Directory, "downloads.directory", errors) : places.Downloads;
        if (downloads is null && settings.Directory.Length == 0)
        {
            errors.Add("there is no home directory for downloads; set downloads.directory.");
        }

        var roots = new List<string>();
        foreach (var root in settings.Roots)
        {
            if (places.Expand(root, "downloads.roots", errors) is { } directory)
            {
                roots.Add(directory);
            }
        }

        var socket = settings.Socket.Length > 0 ? places.Expand(settings.Socket, "daemon.socket", errors) : places.Socket;
        if (socket is not null && System.Text.Encoding.UTF8.GetByteCount(socket) > RpcSocket.MaxPathBytes)
        {
            errors.Add($"daemon.socket: {socket} is longer than the {RpcSocket.MaxPathBytes} bytes that a socket's path may have.");
        }

        var watch = settings.WatchDirectory.Length > 0 ? places.Expand(settings.WatchDirectory, "watch.directory", errors) : null;
        var password = ReadPassword(settings, places, errors);
        CheckListen(settings, errors);
        return errors.Count > count ? null : new DaemonPlan
        {
            Settings = settings,
            StateDirectory = state!,
            SocketPath = socket!,
            DownloadDirectory = downloads!,
            Roots = [downloads!, .. roots],
            WatchDirectory = watch,
            Password = password,
            IsOfSystem = places.IsOfSystem,
        };
    }

    /// <summary>What the engine is started with.</summary>
    public EngineSettings ToEngineSettings() => new()
    {
        StateDirectory = StateDirectory,
        Port = Settings.Port,
        Bind = Settings.Bind,
        Preallocation = Settings.Preallocation,
        Session = Settings.ToSession(),
    };

    /// <summary>What can be changed while it runs.</summary>
    public EngineOptions ToEngineOptions() => new()
    {
        Session = Settings.ToSession(),
        DownloadLimit = Settings.DownloadLimit,
        IsDownloadLimited = Settings.DownloadLimit > 0,
        UploadLimit = Settings.UploadLimit,
        IsUploadLimited = Settings.UploadLimit > 0,
        DownloadDirectory = DownloadDirectory,
        StartAdded = Settings.StartAdded,
        MaxDownloads = OrNone(Settings.QueueDownloads),
        MaxSeeds = OrNone(Settings.QueueSeeds),
        StalledMinutes = OrNone(Settings.StalledMinutes),
        SeedRatio = Settings.SeedRatio,
        SeedIdleMinutes = OrNone(Settings.SeedIdleMinutes),
        Alternative = ToAlternative(),
    };

    private AlternativeLimits ToAlternative()
    {
        var limits = new AlternativeLimits
        {
            Download = Settings.AlternativeDownloadLimit,
            Upload = Settings.AlternativeUploadLimit,
            Days = Settings.AlternativeDays,
        };
        return Settings.AlternativeHours is { } hours ? limits with { IsScheduled = true, BeginMinute = hours.Begin, EndMinute = hours.End } : limits;
    }

    private static int? OrNone(int value) => value == 0 ? null : value;

    private static string? ReadPassword(Settings settings, DaemonPlaces places, List<string> errors)
    {
        if (settings.RpcPasswordFile.Length == 0)
        {
            return null;
        }

        if (settings.RpcPasswordHash.Length > 0)
        {
            errors.Add("rpc.password_file and rpc.password_hash: there can be one of them only.");
            return null;
        }

        return places.Expand(settings.RpcPasswordFile, "rpc.password_file", errors) is { } path ? SecretFile.Read(path, "rpc.password_file", errors) : null;
    }

    /// <summary>Whoever can be reached from outside must ask who is there.</summary>
    private static void CheckListen(Settings settings, List<string> errors)
    {
        var hasPassword = settings.RpcPasswordFile.Length > 0 || settings.RpcPasswordHash.Length > 0;
        if (settings.RpcUsername.Length > 0 && !hasPassword)
        {
            errors.Add("rpc.username: a name without a password keeps nobody out; set rpc.password_file too.");
        }

        foreach (var endpoint in settings.RpcListen)
        {
            if (IPAddress.IsLoopback(endpoint.Address))
            {
                continue;
            }

            var missing = (hasPassword, settings.RpcAllowedAddresses.Count > 0) switch
            {
                (false, false) => "rpc.password_file and rpc.allowed_addresses",
                (false, true) => "rpc.password_file",
                (true, false) => "rpc.allowed_addresses",
                (true, true) => null,
            };
            if (missing is not null)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"rpc.listen: others can reach {endpoint}; set {missing} too, or listen at 127.0.0.1."));
            }
        }
    }
}
