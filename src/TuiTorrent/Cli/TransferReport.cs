using System.Diagnostics;
using TuiTorrent.Config;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine;

namespace TuiTorrent.Cli;

/// <summary>Tells how a download goes, in the way that was asked for: a line redrawn in place, plain lines, or JSON.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class TransferReport
{
    private readonly Screen _screen;
    private readonly GetRequest _request;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly Dictionary<(int Tier, string Name), string> _trackers = [];
    private long _doneAtStart;
    private HandshakeCounts _handshakes;

    /// <summary>For one download.</summary>
    public TransferReport(Screen screen, GetRequest request)
    {
        _screen = screen;
        _request = request;
    }

    /// <summary>Whether progress is a line redrawn in place.</summary>
    public bool IsRedrawn => _screen.IsTerminal && !_request.Json;

    /// <summary>The engine runs.</summary>
    public void Begin(Transfer transfer, int listenPort)
    {
        if (_request.Json)
        {
            _screen.Print(JsonLine.Render(JsonEvent.Started, transfer));
        }

        Note(LogLevel.Info, $"listening at port {listenPort}");
    }

    /// <summary>Time to show how far it is.</summary>
    public void Progress(Transfer transfer)
    {
        if (_request.Json)
        {
            _screen.Print(JsonLine.Render(JsonEvent.Progress, transfer));
        }
        else if (IsRedrawn)
        {
            _screen.Redraw(ProgressLine.Render(transfer, _screen.Width));
        }
        else
        {
            _screen.Print(ProgressLine.RenderPlain(transfer));
        }
    }

    /// <summary>What was there already is known.</summary>
    public void Started(Transfer transfer, TorrentStarted started)
    {
        _doneAtStart = started.DoneBytes;
        foreach (var warning in started.Warnings)
        {
            Note(LogLevel.Warning, warning);
        }

        if (started.PiecesHashed > 0)
        {
            Note(LogLevel.Info, $"verified {started.PiecesHashed} {(started.PiecesHashed == 1 ? "piece" : "pieces")}");
        }

        if (!IsRedrawn)
        {
            Progress(transfer);
        }
    }

    /// <summary>All is there.</summary>
    public void Completed(Transfer transfer)
    {
        if (_request.Json)
        {
            _screen.Print(JsonLine.Render(JsonEvent.Completed, transfer));
            return;
        }

        var seconds = (long)Stopwatch.GetElapsedTime(_begin).TotalSeconds;
        var fetched = transfer.TotalBytes - _doneAtStart;
        var how = fetched <= 0
            ? "verified, all is there"
            : $"{ByteCount.Format(fetched)} in {ProgressLine.FormatTime(seconds)}, {ByteCount.Format(fetched / Math.Max(1, seconds))}/s";
        _screen.Print($"{transfer.Name}: complete ({how})");
    }

    /// <summary>It can't go on.</summary>
    public void Failed(Transfer transfer, string error)
    {
        if (_request.Json)
        {
            _screen.Print(JsonLine.Render(JsonEvent.Failed, transfer, error));
        }

        _screen.EraseLine();
        Note(LogLevel.Error, $"{transfer.Name}: {error}");
    }

    /// <summary>The user wants to stop, and stopping takes a moment.</summary>
    public void Stopping()
    {
        _screen.EraseLine();
        Note(LogLevel.Error, "stopping… (Ctrl-C again to quit at once)");
    }

    /// <summary>The engine has ended.</summary>
    public void End(Transfer transfer, int exitCode)
    {
        if (_request.Json)
        {
            _screen.Print(JsonLine.Render(JsonEvent.Stopped, transfer));
        }
        else if (exitCode == ExitCode.Interrupted)
        {
            _screen.Print(ProgressLine.RenderPlain(transfer));
        }
        else
        {
            _screen.EraseLine();
        }

        Note(LogLevel.Debug, $"handshakes: {_handshakes.Plain} plain, {_handshakes.Rc4} RC4, {_handshakes.MsePlaintext} MSE plaintext, {_handshakes.Refused} refused");
    }

    /// <summary>What a log wants to know beside progress: trackers whose state changed, and the count of handshakes.</summary>
    public void Details(TorrentSnapshot snapshot)
    {
        _handshakes = snapshot.Handshakes;
        foreach (var tracker in snapshot.Trackers)
        {
            var text = tracker.State switch
            {
                TrackerState.Failing or TrackerState.Disabled => tracker.Message ?? "failed",
                TrackerState.Working => tracker.Message ?? $"{tracker.PeersReceived} peers",
                _ => null,
            };
            var key = (tracker.Tier, tracker.Name);
            if (text is null || _trackers.TryGetValue(key, out var last) && last == text)
            {
                continue;
            }

            _trackers[key] = text;
            Note(tracker.State == TrackerState.Working ? LogLevel.Info : LogLevel.Warning, $"tracker {tracker.Name}: {text}");
        }
    }

    /// <summary>A line for standard error, if the user wants so much.</summary>
    public void Note(LogLevel level, string text)
    {
        if (level <= _request.Settings.LogLevel)
        {
            _screen.Note(text);
        }
    }
}
