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
            Span<byte> key = stackalloc byte[4];
            _secrets.Fill(key);
            var identity = new AnnounceIdentity(spec.InfoHash, OurPeerId, Settings.ListenPort, BitConverter.ToUInt32(key), Settings.Encryption);
            torrent.Announces = new AnnounceSchedule(trackers, identity, _choices);
        }

        return torrent;
    }

    /// <summary>Lets a torrent take part in its swarm.</summary>
    public void Start(long nowMs, Torrent torrent)
    {
        torrent.Start(nowMs);
        torrent.Announces?.Start(nowMs);
        PublishIndex();
        TickAtOnce(nowMs);
    }

    /// <summary>Ends a torrent's part in its swarm; its trackers are told.</summary>
    public void Stop(long nowMs, Torrent torrent, CloseReason reason = CloseReason.TorrentStopped)
    {
        torrent.Announces?.Stop(nowMs);
        AnnounceDue(nowMs, torrent);
        foreach (var connection in _connections.ToArray())
        {
            if (connection.Torrent == torrent)
            {
                Close(nowMs, connection, reason);
            }
        }

        torrent.Stop(nowMs, reason);
        PublishIndex();
    }

    /// <summary>The torrent can't go on; the text is shown to the user. Blocks of unfinished pieces count as lost: they are fetched again if it is started again.</summary>
    public void Fail(long nowMs, Torrent torrent, string error)
    {
        torrent.Error = error;
        Stop(nowMs, torrent, CloseReason.DiskFailure);
        torrent.Picker.DropPartials();
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

    private void PublishIndex()
    {
        var running = new List<InfoHash>();
        foreach (var torrent in _torrents.Values)
        {
            if (torrent.IsRunning)
            {
                running.Add(torrent.InfoHash);
            }
        }

        _index = InfoHashIndex.Create(running);
    }
}
