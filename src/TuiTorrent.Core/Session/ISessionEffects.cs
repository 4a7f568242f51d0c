using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Core.Session;

/// <summary>What a session does to the world. The real world and the simulated one are its two implementations.</summary>
/// <remarks>
/// Called on the loop thread from within a call into <see cref="SessionCore"/>; none may block, and none may call back into the session
/// before it has returned. Answers come later as events, which are methods of <see cref="SessionCore"/>.
/// </remarks>
public interface ISessionEffects
{
    /// <summary>Opens a connection to <see cref="PeerConnection.Endpoint"/>; answered by Connected or ConnectionLost.</summary>
    void Dial(PeerConnection connection);

    /// <summary>Closes the connection's socket, if it has one. No event answers it.</summary>
    void Close(PeerConnection connection);

    /// <summary>Something was added to <see cref="PeerConnection.Output"/>: send it at the end of the turn.</summary>
    void OutputReady(PeerConnection connection);

    /// <summary>Reading may go on after <see cref="SessionCore.ReceiveAllowance"/> was zero.</summary>
    void ResumeReading(PeerConnection connection);

    /// <summary>Runs modular powers off the loop; answered by KeyExchanged.</summary>
    void RunKeyExchange(PeerConnection connection, KeyExchange exchange);

    /// <summary>Takes a block over, hashes it with its piece and writes it; answered by PieceHashed when the piece is whole.</summary>
    void WriteBlock(Torrent torrent, int piece, int begin, Block block);

    /// <summary>Reads a block for a peer; answered by BlockRead.</summary>
    void ReadBlock(Torrent torrent, PeerConnection connection, UploadRequest request);

    /// <summary>Tells a tracker; answered by AnnounceFinished.</summary>
    void Announce(Torrent torrent, Uri tracker, AnnounceRequest request);

    /// <summary>The last missing piece of those that are wanted is there, or what was missing is wanted no more. May come again when more is wanted later.</summary>
    void TorrentFinished(Torrent torrent);

    /// <summary>Something happened that a log or a user may want to know; the text is clean and names no passkey.</summary>
    void Note(Torrent? torrent, NoteLevel level, string text);
}
