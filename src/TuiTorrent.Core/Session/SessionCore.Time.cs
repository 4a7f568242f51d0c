using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Session;

/// <summary>Which torrents a tick looks at, and when the next one is due.</summary>
/// <remarks>
/// A torrent is awake from the moment at which something happens to it until a tick finds that it has no connection and nothing to do now; it then sets
/// an alarm for its next announce or call. So a thousand torrents at rest cost nothing. An alarm may be late by the slack of its announce, and whoever
/// wakes wakes all that could go with it.
/// </remarks>
public sealed partial class SessionCore
{
    private readonly List<Torrent> _awake = [];
    private readonly PriorityQueue<Torrent, long> _alarms = new();

    /// <summary>Torrents that each tick looks at, for checks.</summary>
    internal int AwakeCount => _awake.Count;

    /// <summary>Somebody can be called or asked now: a user who has just added a torrent sees every quarter of a second.</summary>
    internal void Wake(long nowMs, Torrent torrent)
    {
        if (!torrent.IsRemoved)
        {
            KeepAwake(torrent);
            _nextTickMs = Math.Min(_nextTickMs, nowMs);
        }
    }

    private void KeepAwake(Torrent torrent)
    {
        if (!torrent.IsAwake && !torrent.IsRemoved)
        {
            torrent.IsAwake = true;
            _awake.Add(torrent);
        }
    }

    private void WakeDue(long nowMs)
    {
        while (_alarms.TryPeek(out var torrent, out var atMs) && atMs <= nowMs + Limits.AnnounceSlackMs)
        {
            _alarms.Dequeue();
            if (torrent.AlarmMs == atMs)
            {
                torrent.AlarmMs = long.MaxValue;
                KeepAwake(torrent);
            }
        }
    }

    private void TickTorrents(long nowMs)
    {
        var isSecond = nowMs >= _nextSecondMs;
        _nextSecondMs = isSecond ? nowMs + 1000 : _nextSecondMs;
        for (var i = 0; i < _awake.Count; i++)
        {
            var torrent = _awake[i];
            if (isSecond && torrent.IsRunning)
            {
                torrent.EachSecond(nowMs);
                AskForMore(nowMs, torrent);
            }

            AnnounceDue(nowMs, torrent);
            if (torrent.IsRunning)
            {
                DialDue(nowMs, torrent);
            }
        }
    }

    /// <summary>Few are connected and nobody is left to dial: no waiting for the regular announce.</summary>
    private void AskForMore(long nowMs, Torrent torrent)
    {
        if (!torrent.IsFinished && torrent.Peers.Count < FewPeers && torrent.Book.Next(nowMs, _ours, wantsSeeds: true, out _) is null)
        {
            torrent.Announces?.WantMorePeers(nowMs);
        }
    }

    private long FindNextTick(long nowMs)
    {
        var next = NextConnectionDeadlineMs(nowMs);
        for (var i = _awake.Count - 1; i >= 0; i--)
        {
            var torrent = _awake[i];
            if (torrent.ConnectionCount == 0 && torrent.IsRunning)
            {
                AskForMore(nowMs, torrent);
            }

            var ownMs = NextTickMs(nowMs, torrent);
            if (torrent.ConnectionCount > 0 || ownMs <= nowMs || IsWaitingForRoom(nowMs, torrent))
            {
                next = Math.Min(next, ownMs);
            }
            else
            {
                Rest(i, ownMs);
            }
        }

        while (_alarms.TryPeek(out var first, out var alarmMs))
        {
            if (first.AlarmMs == alarmMs)
            {
                next = Math.Min(next, alarmMs);
                break;
            }

            _alarms.Dequeue();
        }

        return IsHeldBack ? nowMs + LimitedTickMs : Math.Max(next, nowMs + 1);
    }

    private long NextTickMs(long nowMs, Torrent torrent)
    {
        var next = torrent.Announces?.LatestMs ?? long.MaxValue;
        return !torrent.IsRunning ? next
            : torrent.IsBusy ? Math.Min(next, nowMs + TickMs)
            : Math.Min(Math.Min(next, NextDialMs(nowMs, torrent)), Math.Max(torrent.NextChokeMs, _nextSecondMs));
    }

    /// <summary>Whether somebody could be called if there were room: no alarm can tell when there is.</summary>
    private bool IsWaitingForRoom(long nowMs, Torrent torrent) =>
        torrent.IsRunning && !MayDial(torrent) && (torrent.Book.Next(nowMs, _ours, !torrent.IsFinished, out var nextMs) is not null || nextMs < long.MaxValue);

    private void Rest(int index, long alarmMs)
    {
        var torrent = _awake[index];
        torrent.IsAwake = false;
        _awake[index] = _awake[^1];
        _awake.RemoveAt(_awake.Count - 1);
        // An alarm that comes too early only wakes it for a look.
        if (alarmMs >= torrent.AlarmMs)
        {
            return;
        }

        torrent.AlarmMs = alarmMs;
        _alarms.Enqueue(torrent, alarmMs);
        if (_alarms.Count > 2 * _torrents.Count + 64)
        {
            DropStaleAlarms();
        }
    }

    private void DropStaleAlarms()
    {
        _alarms.Clear();
        foreach (var torrent in _torrents.Values)
        {
            if (torrent.AlarmMs < long.MaxValue)
            {
                _alarms.Enqueue(torrent, torrent.AlarmMs);
            }
        }
    }
}
