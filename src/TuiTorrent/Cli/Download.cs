using System.Collections.Concurrent;
using TuiTorrent.Config;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Daemon.Logging;
using TuiTorrent.Engine;

namespace TuiTorrent.Cli;

/// <summary>One run of `get`: starts an engine, shows what it does, and ends it when there is a reason to.</summary>
/// <remarks>
/// One task runs it. The engine's loop and signal handlers only leave word and wake it. It wakes by itself for progress: twice a second on a terminal, once a second for JSON or
/// a ratio, else every ten.
/// </remarks>
internal sealed class Download : IDisposable
{
    private const int TerminalTickMs = 500;
    private const int ExactTickMs = 1_000;
    private const int PlainTickMs = 10_000;

    /// <summary>Events waiting for this task: notes beyond are dropped, and what matters comes a few times in a run.</summary>
    private const int MaxWaitingEvents = 1_000;

    private readonly GetRequest _request;
    private readonly TorrentMetainfo _metainfo;
    private readonly TransferReport _report;
    private readonly ConcurrentQueue<EngineEvent> _events = new();
    private readonly SemaphoreSlim _wake = new(0);
    private int _piecesChecked;
    private bool _isComplete;
    private Transfer _transfer;

    private Download(GetRequest request, TorrentMetainfo metainfo, Screen screen)
    {
        _request = request;
        _metainfo = metainfo;
        _report = new TransferReport(screen, request);
        _transfer = new Transfer
        {
            InfoHash = metainfo.InfoHash,
            Name = SafeText.From(metainfo.Name, Limits.MaxShownText),
            TotalBytes = metainfo.Layout.TotalLength,
        };
    }

    private int TickMs => _report.IsRedrawn ? TerminalTickMs : _request.Json || _request.SeedRatio is not null ? ExactTickMs : PlainTickMs;

    /// <summary>Does what is asked; the result is the exit code.</summary>
    public static async Task<int> RunAsync(GetRequest request, Surroundings surroundings)
    {
        if (TorrentReader.Read(request.TorrentPath, out var problem) is not { } metainfo)
        {
            return surroundings.Fail(problem);
        }

        var peers = new List<PeerEndpoint>();
        foreach (var name in request.Peers)
        {
            var endpoints = await name.ResolveAsync();
            if (endpoints.Count == 0)
            {
                return surroundings.Fail($"--peer: there is no host {SafeText.From(name.Host, Limits.MaxShownText)}, or the name service doesn't answer.");
            }

            peers.AddRange(endpoints);
        }

        HandshakeTraceFile? trace = null;
        try
        {
            trace = request.TracePath is null ? null : new HandshakeTraceFile(request.TracePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return surroundings.Fail($"can't write {request.TracePath}: {FileProblem.Describe(e)}.");
        }

        using (trace)
        using (var download = new Download(request, metainfo, surroundings.Screen))
        {
            return await download.RunAsync(peers, trace, surroundings);
        }
    }

    /// <summary>Frees what waits.</summary>
    public void Dispose() => _wake.Dispose();

    private async Task<int> RunAsync(List<PeerEndpoint> peers, HandshakeTraceFile? trace, Surroundings surroundings)
    {
        using var signals = new StopSignals(Wake);
        TorrentEngine engine;
        try
        {
            engine = TorrentEngine.Start(EngineSettingsOf(trace), OnEvent);
        }
        catch (EngineStartException e)
        {
            return surroundings.Fail(e.Message);
        }

        using (engine)
        {
            _report.Begin(_transfer, engine.ListenPort);
            engine.Add(_metainfo, new AddOptions { Directory = _request.Settings.Directory, Peers = peers, UseTrackers = _request.UseTrackers });
            var code = await WatchAsync(engine, signals, trace);
            if (code == ExitCode.Interrupted)
            {
                _report.Stopping();
            }

            await engine.StopAsync();
            _transfer = _transfer with { State = code == ExitCode.Failed ? TransferState.Failed : TransferState.Stopped, DownBytesPerSecond = 0, UpBytesPerSecond = 0, Peers = 0, EncryptedPeers = 0 };
            _report.End(_transfer, code);
            return code;
        }
    }

    /// <summary>Shows progress until there is a reason to end, which is the exit code.</summary>
    private async Task<int> WatchAsync(TorrentEngine engine, StopSignals signals, HandshakeTraceFile? trace)
    {
        var nextTickMs = 0L;
        while (true)
        {
            var nowMs = Environment.TickCount64;
            if (nowMs >= nextTickMs)
            {
                nextTickMs = nowMs + TickMs;
                trace?.Flush();
                await RefreshAsync(engine);
                _report.Progress(_transfer);
            }

            while (_events.TryDequeue(out var e))
            {
                if (await HandleAsync(engine, e) is { } code)
                {
                    return code;
                }
            }

            if (signals.IsStopWanted)
            {
                await RefreshAsync(engine);
                return _isComplete ? ExitCode.Complete : ExitCode.Interrupted;
            }

            if (_isComplete && _request.SeedRatio is { } ratio && _transfer.Ratio >= ratio)
            {
                return ExitCode.Complete;
            }

            await _wake.WaitAsync((int)Math.Max(0, nextTickMs - Environment.TickCount64));
        }
    }

    private async Task<int?> HandleAsync(TorrentEngine engine, EngineEvent e)
    {
        switch (e)
        {
            case TorrentStarted started:
                _transfer = _transfer with { State = TransferState.Downloading };
                await RefreshAsync(engine);
                _report.Started(_transfer, started);
                return null;
            case TorrentCompleted:
                _isComplete = true;
                _transfer = _transfer with { DoneBytes = _transfer.TotalBytes };
                _report.Completed(_transfer);
                return _request.Seed ? null : ExitCode.Complete;
            case TorrentFailed failed:
                _report.Failed(_transfer with { State = TransferState.Failed }, failed.Error);
                return ExitCode.Failed;
            case EngineNote note:
                _report.Note(EngineLog.LevelOf(note.Level), note.Text);
                return null;
            default:
                return null;
        }
    }

    private async Task RefreshAsync(TorrentEngine engine)
    {
        if (_transfer.State == TransferState.Checking)
        {
            var pieces = Volatile.Read(ref _piecesChecked);
            _transfer = _transfer with { CheckedBytes = Math.Min(_transfer.TotalBytes, (long)pieces * _metainfo.Layout.PieceLength) };
            return;
        }

        if (await engine.SnapshotAsync(_metainfo.InfoHash) is not { } snapshot)
        {
            return;
        }

        _transfer = _transfer with
        {
            State = snapshot.DoneBytes >= snapshot.TotalBytes ? TransferState.Seeding : TransferState.Downloading,
            DoneBytes = snapshot.DoneBytes,
            DownBytesPerSecond = snapshot.DownloadBytesPerSecond,
            UpBytesPerSecond = snapshot.UploadBytesPerSecond,
            UploadedBytes = snapshot.UploadedBytes,
            Peers = snapshot.Peers,
            EncryptedPeers = snapshot.EncryptedPeers,
        };
        _report.Details(snapshot);
    }

    private EngineSettings EngineSettingsOf(HandshakeTraceFile? trace)
    {
        var settings = _request.Settings;
        return new EngineSettings
        {
            StateDirectory = _request.StatePerTorrent
                ? Path.Combine(_request.StateDirectory, "get", _metainfo.InfoHash.ToString())
                : _request.StateDirectory,
            Port = settings.Port,
            Bind = settings.Bind,
            Preallocation = settings.Preallocation,
            HandshakeTrace = trace,
            Session = settings.ToSession(),
        };
    }

    // On the engine's loop. Progress of verifying comes often and the next tick will see it.
    private void OnEvent(EngineEvent e)
    {
        if (e is VerifyProgressed progress)
        {
            Volatile.Write(ref _piecesChecked, progress.PiecesChecked);
        }
        else if (e is not EngineNote || _events.Count < MaxWaitingEvents)
        {
            _events.Enqueue(e);
            Wake();
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (ObjectDisposedException)
        {
            // A late signal or note; nobody waits for it.
        }
    }
}
