using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Session;

/// <summary>How torrents come, go, and are told to their trackers.</summary>
public sealed partial class SessionCore
{
    /// <summary>Adds a torrent, stopped; null if it is there already.</summary>
    public Torrent? Add(TorrentSpec spec, IReadOnlyList<IReadOnlyList<Uri>> trackers)
    {
        var torrent = new Torrent(this, spec, _choices);
        if (!_torrents.TryAdd(spec.InfoHash, torrent))
        {
            return null;
        }

        if (trackers.Count > 0)
        {
            torrent.Announces = new AnnounceSchedule(trackers, IdentityOf(torrent), _choices);
        }

        return torrent;
    }

    /// <summary>Lets a torrent take part in its swarm. Nothing happens if it does so already, or was removed.</summary>
    public void Start(long nowMs, Torrent torrent)
    {
        if (torrent.IsRunning || torrent.IsRemoved)
        {
            return;
        }

        torrent.Start(nowMs);
        torrent.Announces?.Start(nowMs);
        _index.Add(torrent.InfoHash, torrent.InfoHash);
        Wake(nowMs, torrent);
    }

    /// <summary>Ends a torrent's part in its swarm; its trackers are told.</summary>
    public void Stop(long nowMs, Torrent torrent, CloseReason reason = CloseReason.TorrentStopped)
    {
        if (!torrent.IsRunning)
        {
            return;
        }

        torrent.Announces?.Stop(nowMs);
        AnnounceDue(nowMs, torrent);
        foreach (var connection in torrent.ConnectionCount > 0 ? _connections.ToArray() : [])
        {
            if (connection.Torrent == torrent)
            {
                Close(nowMs, connection, reason);
            }
        }

        torrent.Stop(nowMs);
        _index.Remove(torrent.InfoHash);
    }

    /// <summary>Stops a torrent and forgets it; its trackers are told. What was under way for it may still come back: nothing happens then.</summary>
    public void Remove(long nowMs, Torrent torrent)
    {
        if (torrent.IsRemoved)
        {
            return;
        }

        Stop(nowMs, torrent);
        torrent.IsRemoved = true;
        _torrents.Remove(torrent.InfoHash);
        _heldBack.Remove(torrent);
        _toFill.Remove(torrent);
        _awake.Remove(torrent);
        torrent.AlarmMs = long.MaxValue;
        torrent.Book.Clear();
    }

    /// <summary>The torrent can't go on; the text is shown to the user until it is started again. Blocks of unfinished pieces count as lost: they are fetched again then.</summary>
    public void Fail(long nowMs, Torrent torrent, string error)
    {
        torrent.Error = error;
        Stop(nowMs, torrent, CloseReason.DiskFailure);
        torrent.Picker.DropPartials();
    }

    /// <summary>Asks a running torrent's tracker now, or as soon as its shortest interval allows.</summary>
    public void Reannounce(long nowMs, Torrent torrent)
    {
        torrent.Announces?.Reannounce(nowMs);
        Wake(nowMs, torrent);
    }

    /// <summary>Other trackers from now on, by tier (BEP 12). What is known of those that stay is kept; those that go are told that we do.</summary>
    public void SetTrackers(long nowMs, Torrent torrent, IReadOnlyList<IReadOnlyList<Uri>> tiers)
    {
        if (torrent.Announces is { } announces)
        {
            announces.SetTrackers(nowMs, tiers);
        }
        else if (tiers.Count > 0)
        {
            torrent.Announces = new AnnounceSchedule(tiers, IdentityOf(torrent), _choices);
            if (torrent.IsRunning)
            {
                torrent.Announces.Start(nowMs);
            }
        }

        Wake(nowMs, torrent);
    }

    private AnnounceIdentity IdentityOf(Torrent torrent)
    {
        Span<byte> key = stackalloc byte[4];
        _secrets.Fill(key);
        return new AnnounceIdentity(torrent.InfoHash, OurPeerId, Settings.ListenPort, BitConverter.ToUInt32(key), Settings.Encryption);
    }

    private void AnnounceDue(long nowMs, Torrent torrent)
    {
        if (torrent.Announces is not { } announces)
        {
            return;
        }

        // A seeder asks too: where nobody can reach it, it has to go to those that want something.
        announces.NumWant = torrent.Peers.Count >= torrent.MaxPeers ? 0 : AnnounceRequest.DefaultNumWant;
        while (announces.TryStart(nowMs, torrent.Totals, out var tracker, out var request))
        {
            Effects.Announce(torrent, tracker, request);
        }
    }
}
