using System.Diagnostics;
using System.Globalization;
using TuiTorrent.Cli;
using TuiTorrent.Config;
using TuiTorrent.Daemon.Hosting;
using TuiTorrent.Daemon.Http;
using TuiTorrent.Daemon.Logging;
using TuiTorrent.Daemon.Watch;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Board;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Trackers;
using TuiTorrent.Rpc;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Gate;

namespace TuiTorrent.Daemon;

/// <summary>One run of the daemon: starts engine, door and watch folder, and ends them in the opposite order when somebody wants it.</summary>
/// <remarks>One task runs it and sleeps until a signal or a command leaves word. The engine comes first, because it takes the lock of the state directory: only its holder may take over a socket.</remarks>
internal sealed class Daemon : IDisposable
{
    /// <summary>A clean end takes less than ten seconds: the engine gives itself five, the door two.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(9);

    /// <summary>After this time all that a start does is done.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(3);

    /// <summary>Between two tries for a state directory that another process has.</summary>
    private static readonly TimeSpan LockPace = TimeSpan.FromMilliseconds(100);

    /// <summary>The year of this program's making: a Pi without a clock of its own wakes up before it.</summary>
    private const int BuildYear = 2026;

    private readonly DaemonPlanLoader _loader;
    private readonly DaemonLog _log;
    private readonly LogRing _ring;
    private readonly ServiceNotice _manager;
    private readonly BoardReader _board;
    private readonly TorrentFetcher _fetcher;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly bool _isInBackground;
    private DaemonPlan _plan;
    private WatchThread? _watch;
    private string? _problem;
    private volatile bool _isStopWanted;
    private volatile bool _isReloadWanted;

    private Daemon(DaemonPlan plan, DaemonPlanLoader loader, DaemonLog log, LogRing ring, ServiceNotice manager, bool isInBackground)
    {
        (_plan, _loader, _log, _ring, _manager, _isInBackground) = (plan, loader, log, ring, manager, isInBackground);
        _board = new BoardReader(Path.Combine(plan.StateDirectory, "written"));
        _fetcher = new TorrentFetcher(plan.Settings.Bind, TimeProvider.System);
    }

    /// <summary>Runs until it is stopped; the result is the exit code.</summary>
    public static async Task<int> RunAsync(DaemonPlan plan, DaemonPlanLoader loader, Surroundings surroundings, bool isInBackground, StartEngine startEngine)
    {
        var ring = new LogRing(TimeProvider.System);
        var log = OpenLog(plan, surroundings.Environment, isInBackground);
        log.Level = plan.Settings.LogLevel;
        log.Listener = (level, text, torrent) => ring.Add((LogSeverity)level, text, torrent);
        using var manager = new ServiceNotice(surroundings.Environment, Environment.ProcessId);

        using var daemon = new Daemon(plan, loader, log, ring, manager, isInBackground);
        using var signals = new DaemonSignals(daemon.Stop, daemon.ReloadLater);
        var code = await daemon.RunAsync(startEngine).ConfigureAwait(false);

        // The command that started us shows the last line of standard error if we fail.
        if (daemon._problem is { } problem && isInBackground)
        {
            surroundings.Screen.Note(problem);
        }

        return code;
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private static DaemonLog OpenLog(DaemonPlan plan, Func<string, string?> environment, bool isInBackground)
    {
        if (isInBackground && new DaemonPlaces(environment).LogFile is { } path)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                return new DaemonLog(new RotatingFile(path).Append, LogStyle.Dated, TimeProvider.System);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Then standard error will do.
            }
        }

        // JOURNAL_STREAM is there where standard error goes to the journal (systemd.exec(5)).
        var style = environment("JOURNAL_STREAM") is { Length: > 0 } ? LogStyle.Journal : LogStyle.Dated;
        return new DaemonLog(DaemonLog.To(Console.OpenStandardError()), style, TimeProvider.System);
    }

    private async Task<int> RunAsync(StartEngine startEngine)
    {
        _log.Tell(LogLevel.Info, string.Create(CultureInfo.InvariantCulture, $"TuiTorrent {CommandLine.Version} starts, process {Environment.ProcessId}"));
        WarnOfSurroundings();
        MakeDownloadDirectory();
        RunningEngine running;
        try
        {
            running = await StartEngineAsync(startEngine).ConfigureAwait(false);
        }
        catch (EngineStartException e)
        {
            return Fail(e.Message);
        }

        try
        {
            var code = await ServeAsync(running).ConfigureAwait(false);
            var stopped = running.StopAsync();
            if (await Task.WhenAny(stopped, Task.Delay(StopPatience)).ConfigureAwait(false) != stopped)
            {
                _log.Tell(LogLevel.Warning, "the engine does not end; what it did last is found again at the next start");
                PosixCalls.Exit(ExitCode.Failed);
            }

            _board.Save();
            _log.Tell(LogLevel.Info, "stopped");
            return code;
        }
        finally
        {
            running.Dispose();
        }
    }

    /// <summary>Right after 'shutdown' the one before may still be tidying up, when the next command starts us already.</summary>
    private async Task<RunningEngine> StartEngineAsync(StartEngine startEngine)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return startEngine(_plan, new EngineLog(_log).Tell);
            }
            catch (EngineStartException e) when (e.IsStateInUse && _isInBackground && !_isStopWanted && TimeProvider.System.GetElapsedTime(begin) < StopPatience)
            {
                _ = await _wake.WaitAsync(LockPace).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> ServeAsync(RunningEngine running)
    {
        var engine = running.Engine;
        if (PrepareSocket() is { } problem)
        {
            return Fail(problem);
        }

        RpcHost host;
        try
        {
            host = await RpcHost.StartAsync(HostSettings(), new RpcDoor(engine, Doors())).ConfigureAwait(false);
        }
        catch (RpcHostException e)
        {
            return Fail(e.Message);
        }

        await using (host.ConfigureAwait(false))
        {
            StartWatch(engine);
            _log.Tell(LogLevel.Info, $"commands are taken at {_plan.SocketPath}{TcpText()}; peers at port {running.ListenPort}");
            var status = string.Create(CultureInfo.InvariantCulture, $"Peers at port {running.ListenPort}");
            _manager.Ready(status);
            using var watchdog = _manager.WatchdogInterval is { } interval
                ? new Watchdog(interval, () => engine.SnapshotAsync(), _manager.Alive, TimeProvider.System)
                : null;
            var patience = StartTime;
            while (!_isStopWanted)
            {
                if (!await _wake.WaitAsync(patience).ConfigureAwait(false))
                {
                    StartMemory.GiveBack();
                    patience = Timeout.InfiniteTimeSpan;
                }

                if (_isReloadWanted)
                {
                    _isReloadWanted = false;

                    // Stopwatch counts CLOCK_MONOTONIC on Linux.
                    _manager.Reloading(Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000));
                    await ReloadAsync(engine).ConfigureAwait(false);
                    _manager.Ready(status);
                }
            }

            _log.Tell(LogLevel.Info, "stopping");
            _manager.Stopping();
            _watch?.Dispose();
            return ExitCode.Complete;
        }
    }

    private int Fail(string sentence)
    {
        _log.Tell(LogLevel.Error, sentence);
        _problem = sentence;
        return ExitCode.Failed;
    }

    private void WarnOfSurroundings()
    {
        if (PosixCalls.UserId() == 0 && !_plan.IsOfSystem)
        {
            _log.Tell(LogLevel.Warning, "running as root: whoever can add a torrent can write files as root; give it a user of its own");
        }

        if (DateTimeOffset.UtcNow.Year < BuildYear)
        {
            _log.Tell(LogLevel.Warning, $"the clock says {DateTimeOffset.UtcNow:yyyy-MM-dd}, which can't be: trackers by https will fail, and schedules are off, until it is set");
        }
    }

    /// <summary>Makes the usual directory for downloads. One that the user chose may be on a disk that isn't mounted yet, and is not made.</summary>
    private void MakeDownloadDirectory()
    {
        if (_plan.Settings.Directory.Length > 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(_plan.DownloadDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Tell(LogLevel.Warning, $"can't make {_plan.DownloadDirectory} for downloads: {FileProblem.Describe(e)}");
        }
    }

    /// <summary>Makes the socket's directory; a sentence if it can't be used.</summary>
    private string? PrepareSocket()
    {
        var directory = Path.GetDirectoryName(_plan.SocketPath)!;
        if (!_plan.IsOfSystem && _plan.Settings.Socket.Length == 0)
        {
            return RpcSocket.PrepareUserDirectory(_plan.SocketPath);
        }

        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Can't make {directory} for the socket: {FileProblem.Describe(e)}.";
        }
    }

    private RpcHostSettings HostSettings() => new()
    {
        UnixSocketPath = _plan.SocketPath,
        SocketMode = _plan.IsOfSystem
            ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite
            : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        TcpEndpoints = _plan.Settings.RpcListen,
        AllowedHostNames = _plan.Settings.RpcAllowedHosts,
        AllowedSources = [.. _plan.Settings.RpcAllowedAddresses.Select(range => range.Network)],
        UserName = _plan.Settings.RpcUsername,
        PasswordHash = _plan.Password is { } password ? PasswordHash.Of(password).ToString()
            : _plan.Settings.RpcPasswordHash is { Length: > 0 } hash ? hash
            : null,
    };

    private DaemonDoors Doors() => new()
    {
        Version = CommandLine.Version,
        Log = _ring,
        Shutdown = Stop,
        Board = () => _board.Read([_plan.StateDirectory, .. _plan.Roots]),
        Fetch = FetchAsync,
        AllowedRoots = _plan.Roots,
        ConfigDirectory = _loader.ConfigDirectory,
    };

    private async Task<Fetched> FetchAsync(Uri url, bool isTrusted, CancellationToken cancellation)
    {
        var (bytes, error) = await _fetcher.FetchAsync(url, isTrusted, cancellation).ConfigureAwait(false);
        return new Fetched(bytes, error);
    }

    private string TcpText() => string.Concat(_plan.Settings.RpcListen.Select(endpoint => $" and {endpoint}"));

    private void StartWatch(ITorrentEngine engine)
    {
        if (_plan.WatchDirectory is { } directory)
        {
            _watch = WatchThread.Start(directory, _plan.Settings.WatchAction, metainfo => engine.AddAsync(metainfo, AddOptionsOf(engine.Options)), (level, text) => _log.Tell(level, text));
        }
    }

    /// <summary>As the user has set for all torrents at this moment.</summary>
    private static AddOptions AddOptionsOf(EngineOptions options) => new() { Directory = options.DownloadDirectory, IsPaused = !options.StartAdded };

    private async Task ReloadAsync(ITorrentEngine engine)
    {
        var errors = new List<string>();
        if (_loader.Load(errors) is not { } plan || errors.Count > 0)
        {
            foreach (var error in errors)
            {
                _log.Tell(LogLevel.Error, error);
            }

            _log.Tell(LogLevel.Error, "config.toml was not taken over: nothing has changed");
            return;
        }

        var before = _plan;
        var result = await engine.SetOptionsAsync(now => Reload.Apply(now, before.ToEngineOptions(), plan.ToEngineOptions())).ConfigureAwait(false);
        if (result.Error is { } problem)
        {
            _log.Tell(LogLevel.Error, problem);
            return;
        }

        foreach (var name in Reload.NeedRestart(before.Settings, plan.Settings))
        {
            _log.Tell(LogLevel.Warning, $"{name} has changed, and counts from the next start");
        }

        _plan = plan;
        _log.Level = plan.Settings.LogLevel;
        if (before.WatchDirectory != plan.WatchDirectory || before.Settings.WatchAction != plan.Settings.WatchAction)
        {
            _watch?.Dispose();
            _watch = null;
            StartWatch(engine);
        }

        _log.Tell(LogLevel.Info, "config.toml was read again");
    }

    private void Stop()
    {
        _isStopWanted = true;
        Wake();
    }

    private void ReloadLater()
    {
        _isReloadWanted = true;
        Wake();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (ObjectDisposedException)
        {
            // A late signal; nobody waits for it.
        }
    }
}
