using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>All that the screen shows, as data: news of the daemon come in, rows go out. No clock, no sockets, no Terminal.Gui.</summary>
/// <remarks>Only the thread of the screen. Time is a parameter of what needs it.</remarks>
internal sealed class DashboardModel : ILinkListener
{
    /// <summary>Lines of the log that are kept.</summary>
    private const int MaxLog = 1000;

    private readonly List<LogItem> _log = [];
    private bool _hasNewRates;
    private bool _ratesHold;
    private TrafficInfo? _newTraffic;
    private long _seenLog;

    /// <summary>The torrents, with cursor, marks, order and filters.</summary>
    public TorrentList List { get; } = new();

    /// <summary>How it stands with the daemon.</summary>
    public Connection Connection { get; private set; } = new(ConnectionState.Connecting, "");

    /// <summary>Settings and totals; null until they came.</summary>
    public SessionInfo? Session { get; private set; }

    /// <summary>The machine; null until it was told.</summary>
    public BoardInfo? Board { get; private set; }

    /// <summary>Handshakes; null until they were told.</summary>
    public HandshakeInfo? Handshakes { get; private set; }

    /// <summary>The log, oldest first.</summary>
    public IReadOnlyList<LogItem> Log => _log;

    /// <summary>Lines of the log that tell of errors, and of what may become one, since <see cref="LogSeen"/>.</summary>
    public (int Errors, int Warnings) UnseenTrouble { get; private set; }

    /// <summary>Bytes a second of all torrents.</summary>
    public long DownRate { get; private set; }

    /// <summary>Bytes a second of all torrents.</summary>
    public long UpRate { get; private set; }

    /// <summary>Rates over time: what <see cref="RatesChanged"/> and <see cref="TrafficTold"/> brought, at the time of the next <see cref="Tick"/>.</summary>
    public RateHistory History { get; } = new();

    /// <summary>How much time the graphs show.</summary>
    public GraphSpan Span { get; private set; }

    /// <summary>The columns that the user wants.</summary>
    public ColumnSwitches Columns { get; } = new();

    /// <summary>Of the torrent under the cursor; null until it came.</summary>
    public TorrentDetail? Detail { get; private set; }

    /// <summary>The line above the keys: what was done, and what went wrong.</summary>
    public Notice Notice { get; } = new();

    /// <summary>Grows with each change that may show: whoever composes compares it.</summary>
    public long Version { get; private set; }

    /// <inheritdoc/>
    public void TorrentsChanged(IReadOnlyList<TorrentItem> changed, IReadOnlyList<int> removed, bool isAll)
    {
        List.Apply(changed, removed, isAll);
        Version++;
    }

    /// <inheritdoc/>
    public void SessionChanged(SessionInfo session)
    {
        Session = session;
        Version++;
    }

    /// <inheritdoc/>
    public void RatesChanged(long down, long up)
    {
        (DownRate, UpRate) = (down, up);
        _hasNewRates = true;
        Version++;
    }

    /// <inheritdoc/>
    public void TrafficTold(TrafficInfo traffic)
    {
        _newTraffic = traffic;
        Version++;
    }

    /// <summary>Tells the time, before each frame: news carry none.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (_newTraffic is not null)
        {
            History.Fill(now.ToUnixTimeMilliseconds(), _newTraffic);
            _newTraffic = null;
        }

        // A daemon that is there and says nothing means that nothing changed: its silence is no gap.
        var isOnline = Connection.State == ConnectionState.Online;
        if (_hasNewRates || (isOnline && _ratesHold))
        {
            History.Add(now.ToUnixTimeMilliseconds(), DownRate, UpRate, _ratesHold);
            _hasNewRates = false;
            _ratesHold = isOnline;
        }
    }

    /// <summary>Graphs show more time, or less.</summary>
    /// <param name="by">1 for the next longer span, -1 for the next shorter one.</param>
    public void ChangeSpan(int by)
    {
        Span = (GraphSpan)Math.Clamp((int)Span + by, (int)GraphSpan.TwoMinutes, (int)GraphSpan.Day);
        Version++;
    }

    /// <inheritdoc/>
    public void DetailChanged(TorrentDetail detail)
    {
        Detail = detail;
        Version++;
    }

    /// <inheritdoc/>
    public void BoardChanged(BoardInfo board)
    {
        Board = board;
        Version++;
    }

    /// <inheritdoc/>
    public void HandshakesChanged(HandshakeInfo handshakes)
    {
        Handshakes = handshakes;
        Version++;
    }

    /// <inheritdoc/>
    public void LogGrew(IReadOnlyList<LogItem> lines)
    {
        if (lines.Count > 0 && _log.Count > 0 && lines[0].Sequence <= _log[^1].Sequence)
        {
            Reread(lines[0]);
        }

        _log.AddRange(lines);
        _log.RemoveRange(0, Math.Max(0, _log.Count - MaxLog));
        CountTrouble();
        Version++;
    }

    /// <summary>Somebody looked at the whole log: what is in it now is no news any more.</summary>
    public void LogSeen()
    {
        if (_log.Count > 0 && _seenLog != _log[^1].Sequence)
        {
            _seenLog = _log[^1].Sequence;
            CountTrouble();
            Version++;
        }
    }

    /// <summary>The log came anew, after a connection was lost: its lines take the place of those with their numbers. A daemon that was started anew counts from the beginning, and nobody looked at that.</summary>
    private void Reread(LogItem first)
    {
        var same = _log.FindIndex(item => item.Sequence >= first.Sequence);
        if (_log[same].Sequence != first.Sequence || _log[same].At != first.At)
        {
            (_seenLog, same) = (0, 0);
        }

        _log.RemoveRange(same, _log.Count - same);
    }

    private void CountTrouble()
    {
        var (errors, warnings) = (0, 0);
        for (var i = _log.Count - 1; i >= 0 && _log[i].Sequence > _seenLog; i--)
        {
            errors += _log[i].Level == "error" ? 1 : 0;
            warnings += _log[i].Level == "warning" ? 1 : 0;
        }

        UnseenTrouble = (errors, warnings);
    }

    /// <inheritdoc/>
    public void ConnectionChanged(Connection connection)
    {
        Connection = connection;
        _ratesHold &= connection.State == ConnectionState.Online;
        Version++;
    }
}
