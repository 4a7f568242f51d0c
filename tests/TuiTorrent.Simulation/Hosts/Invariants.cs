using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>The rules that hold in a client after every single step; a broken one ends the run.</summary>
internal sealed class Invariants(Client client, Content content)
{
    private readonly int _blocksPerPiece = content.Layout.BlockCount(0);
    private readonly int[] _asked = new int[content.Layout.PieceCount * content.Layout.BlockCount(0)];
    private readonly int[] _available = new int[content.Layout.PieceCount];
    private readonly HashSet<PeerId> _ids = [];

    public void Check()
    {
        CheckConnections();
        CheckHandshakes();
        CheckPieces();
        CheckRequests();
        CheckAvailability();
        Must(client.Blocks.Outstanding >= client.BlocksOnDisk, "the pool has lost count of blocks that the disk holds");
    }

    private void CheckPieces()
    {
        var picker = client.Torrent.Picker;
        long done = 0;
        var free = 0;
        for (var piece = 0; piece < content.Layout.PieceCount; piece++)
        {
            var states = (picker.Have[piece] ? 1 : 0) + (picker.IsMissing(piece) ? 1 : 0) + (picker.Partial(piece) is null ? 0 : 1);
            Must(states == 1, $"piece {piece} is in {states} states");
            Must(!picker.Have[piece] || client.Disk.IsRight[piece], $"piece {piece} is had without a right hash");
            done += picker.Have[piece] ? content.Layout.PieceSize(piece) : 0;
        }

        foreach (var partial in picker.Partials)
        {
            Must(picker.Partial(partial.Piece) == partial, $"piece {partial.Piece} is begun twice");
            Must(partial.Owner is null || partial.Owner.Connection.State == ConnectionState.Open, $"piece {partial.Piece} is kept for a peer that left");
            free += partial.FreeCount;
        }

        Must(free == picker.FreeBlocksInPartials, "free blocks were miscounted");
        Must(done == client.Torrent.DoneBytes, "done bytes were miscounted");
    }

    private void CheckRequests()
    {
        Array.Clear(_asked);
        foreach (var peer in client.Torrent.Peers)
        {
            var count = 0;
            foreach (var request in peer.Requests.Outstanding)
            {
                count++;
                _asked[request.Piece * _blocksPerPiece + request.Block]++;
                Must(client.Torrent.Picker.Partial(request.Piece) is not null, $"piece {request.Piece} is asked for and not begun");
            }

            Must(count == peer.Requests.Count, $"requests to {peer.Connection.Endpoint} were miscounted");
            Must(count <= Limits.MaxRequestsInFlight, "too many requests are in flight");
            Must(peer.Uploads.Count <= Limits.MaxQueuedUploadRequests, "too many uploads are queued");
        }

        foreach (var partial in client.Torrent.Picker.Partials)
        {
            var (free, requested, received) = (0, 0, 0);
            for (var block = 0; block < partial.BlockCount; block++)
            {
                var asked = _asked[partial.Piece * _blocksPerPiece + block];
                Must(partial.RequestsOf(block) == asked, $"piece {partial.Piece} block {block}: {partial.RequestsOf(block)} requests noted, {asked} in flight");
                Must(partial[block] == BlockState.Requested == asked > 0, $"piece {partial.Piece} block {block} is {partial[block]} with {asked} requests");
                free += partial[block] == BlockState.Free ? 1 : 0;
                requested += partial[block] == BlockState.Requested ? 1 : 0;
                received += partial[block] == BlockState.Received ? 1 : 0;
            }

            Must((free, requested, received) == (partial.FreeCount, partial.RequestedCount, partial.ReceivedCount), $"blocks of piece {partial.Piece} were miscounted");
        }
    }

    private void CheckAvailability()
    {
        Array.Clear(_available);
        foreach (var peer in client.Torrent.Peers)
        {
            for (var piece = 0; !peer.IsSeed && piece < _available.Length; piece++)
            {
                _available[piece] += peer.Pieces[piece] ? 1 : 0;
            }
        }

        for (var piece = 0; piece < _available.Length; piece++)
        {
            var noted = client.Torrent.IsComplete ? _available[piece] : client.Torrent.Picker.Availability(piece);
            Must(noted == _available[piece], $"piece {piece}: {noted} owners noted, {_available[piece]} connected");
        }
    }

    private void CheckConnections()
    {
        var session = client.Session;
        Must(session.Connections.Count <= session.Settings.MaxPeers, "too many connections");
        Must(client.Torrent.Peers.Count <= session.Settings.MaxPeersPerTorrent, "too many peers in the torrent");
        var open = 0;
        var (dialing, shaking) = (0, 0);
        foreach (var connection in session.Connections)
        {
            Must(connection.State != ConnectionState.Closed, "a closed connection is in the table");
            Must(connection.State == ConnectionState.Open == connection.Peer is not null, "a peer without an open connection, or the other way round");
            open += connection.State == ConnectionState.Open ? 1 : 0;
            dialing += connection.State == ConnectionState.Dialing ? 1 : 0;
            shaking += connection.State == ConnectionState.Handshaking ? 1 : 0;
        }

        Must(dialing <= Limits.MaxDialing, "too many connections are being opened");
        Must(shaking <= Limits.MaxPendingHandshakes + Limits.MaxDialing, "too many handshakes are under way");
        Must(open == client.Torrent.Peers.Count, "open connections and peers differ in number");
        _ids.Clear();
        foreach (var peer in client.Torrent.Peers)
        {
            Must(peer.Connection.Peer == peer && peer.Connection.State == ConnectionState.Open, "a peer has no open connection of its own");
            Must(_ids.Add(peer.Connection.TheirPeerId), "a peer is there twice");
            Must(!client.Banned.Contains(peer.Connection.Endpoint.Address), "a banned peer is connected");
        }
    }

    private void CheckHandshakes()
    {
        var counts = client.Session.Handshakes;
        var pending = 0;
        foreach (var connection in client.Session.Connections)
        {
            pending += connection.State == ConnectionState.Handshaking ? 1 : 0;
        }

        var told = counts.Plain + counts.Rc4 + counts.MsePlaintext + counts.Refused + pending;
        Must(told == client.HandshakesBegun, $"{client.HandshakesBegun} handshakes began, {told} are accounted for");
    }

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SimulationFailure(otherwise);
        }
    }
}
