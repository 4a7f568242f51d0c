using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>A world that only notes what a session asks of it. Blocks go back to the pool at once; reads wait to be answered.</summary>
internal sealed class FakeWorld : ISessionEffects
{
    private readonly List<(Torrent Torrent, AnnounceRequest Request)> _unanswered = [];

    /// <summary>Whether to keep lists: off where a test counts allocations.</summary>
    public bool KeepsLists { get; set; } = true;

    public List<PeerConnection> Dialed { get; } = [];

    public List<PeerConnection> Closed { get; } = [];

    public List<PeerConnection> Resumed { get; } = [];

    public List<(int Piece, int Begin)> Written { get; } = [];

    public Queue<(Torrent Torrent, PeerConnection Connection, UploadRequest Request)> Reads { get; } = new();

    public List<(PeerConnection Connection, KeyExchange Exchange)> Exchanges { get; } = [];

    public List<AnnounceRequest> Announced { get; } = [];

    public List<Torrent> Finished { get; } = [];

    public List<string> Notes { get; } = [];

    public long BlocksWritten { get; private set; }

    /// <summary>Keeps what is written, so that the pool runs out.</summary>
    public List<Block>? HeldBlocks { get; set; }

    public void Dial(PeerConnection connection) => Dialed.Add(connection);

    public void Close(PeerConnection connection) => Closed.Add(connection);

    public void OutputReady(PeerConnection connection)
    {
    }

    public void ResumeReading(PeerConnection connection) => Resumed.Add(connection);

    public void RunKeyExchange(PeerConnection connection, KeyExchange exchange) => Exchanges.Add((connection, exchange));

    public void WriteBlock(Torrent torrent, int piece, int begin, Block block)
    {
        BlocksWritten++;
        if (KeepsLists)
        {
            Written.Add((piece, begin));
        }

        if (HeldBlocks is not null)
        {
            HeldBlocks.Add(block);
        }
        else
        {
            block.Return();
        }
    }

    public void ReadBlock(Torrent torrent, PeerConnection connection, UploadRequest request) => Reads.Enqueue((torrent, connection, request));

    public void Announce(Torrent torrent, Uri tracker, AnnounceRequest request)
    {
        if (KeepsLists)
        {
            Announced.Add(request);
            _unanswered.Add((torrent, request));
        }
    }

    /// <summary>The announces since the last call.</summary>
    public List<(Torrent Torrent, AnnounceRequest Request)> TakeAnnounces()
    {
        List<(Torrent, AnnounceRequest)> taken = [.. _unanswered];
        _unanswered.Clear();
        return taken;
    }

    public void TorrentFinished(Torrent torrent) => Finished.Add(torrent);

    public void Note(Torrent? torrent, NoteLevel level, string text) => Notes.Add(text);
}
