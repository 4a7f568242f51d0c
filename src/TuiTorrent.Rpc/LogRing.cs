using TuiTorrent.Core;

namespace TuiTorrent.Rpc;

/// <summary>How much a line matters.</summary>
public enum LogSeverity
{
    /// <summary>Something does not work.</summary>
    Error,

    /// <summary>Something may not work.</summary>
    Warning,

    /// <summary>What a user wants to know.</summary>
    Info,

    /// <summary>What a developer wants to know.</summary>
    Debug,
}

/// <summary>One line.</summary>
/// <param name="Sequence">Grows by one with each line, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Torrent">Number of the torrent that it is about; 0 for none.</param>
/// <param name="Text">Clean, at most <see cref="LogRing.MaxText"/> characters.</param>
public sealed record LogLine(long Sequence, DateTimeOffset At, LogSeverity Severity, int Torrent, string Text);

/// <summary>The latest lines of the log, for those who look by RPC. Any thread.</summary>
public sealed class LogRing
{
    /// <summary>Characters of a line.</summary>
    public const int MaxText = 2048;

    private readonly TimeProvider _time;
    private readonly LogLine[] _lines;
    private readonly Lock _lock = new();
    private long _last;
    private TaskCompletionSource? _next;

    /// <param name="time">The clock.</param>
    /// <param name="capacity">Lines; the oldest make room.</param>
    public LogRing(TimeProvider time, int capacity = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _lines = new LogLine[capacity];
    }

    /// <summary>Sequence of the latest line; 0 if there is none.</summary>
    public long Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Adds a line; its text is cleaned here.</summary>
    public void Add(LogSeverity severity, string text, int torrent = 0)
    {
        var clean = SafeText.From(text, MaxText);
        TaskCompletionSource? next;
        lock (_lock)
        {
            _last++;
            _lines[_last % _lines.Length] = new LogLine(_last, _time.GetUtcNow(), severity, torrent, clean);
            (next, _next) = (_next, null);
        }

        next?.TrySetResult();
    }

    /// <summary>Lines after <paramref name="since"/>, the oldest first; if there are more than <paramref name="limit"/>, the latest of them.</summary>
    /// <param name="since">A sequence; one from before a restart, greater than any here, counts as 0.</param>
    /// <param name="limit">Most lines.</param>
    /// <param name="least">Lines that matter less are left out.</param>
    /// <param name="torrent">Only those about it; 0 for all.</param>
    public IReadOnlyList<LogLine> Since(long since, int limit, LogSeverity least = LogSeverity.Debug, int torrent = 0)
    {
        var found = new List<LogLine>();
        lock (_lock)
        {
            var oldest = Math.Max(since > _last ? 0 : since, _last - _lines.Length);
            for (var i = _last; i > oldest && found.Count < limit; i--)
            {
                var line = _lines[i % _lines.Length];
                if (line.Severity <= least && (torrent == 0 || line.Torrent == torrent))
                {
                    found.Add(line);
                }
            }
        }

        found.Reverse();
        return found;
    }

    /// <summary>Ends when there is a line after <paramref name="since"/>.</summary>
    public Task WaitAsync(long since, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (since != _last)
            {
                return Task.CompletedTask;
            }

            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task.WaitAsync(cancellation);
        }
    }
}
