using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Session;

/// <summary>From an open socket to a peer.</summary>
public sealed partial class SessionCore
{
    private void BeginHandshake(long nowMs, PeerConnection connection, HandshakeMachine machine)
    {
        _dialing -= connection.State == ConnectionState.Dialing && !connection.IsIncoming ? 1 : 0;
        connection.State = ConnectionState.Handshaking;
        connection.Handshake = machine;
        connection.HandshakeBeganMs = nowMs;
        connection.LastReceivedMs = connection.LastSentMs = connection.ControlRefilledMs = nowMs;
        if (!connection.IsIncoming)
        {
            _pendingOutgoing++;
        }
        else
        {
            _pendingIncoming++;
            _pendingBySource[connection.Endpoint.Source] = _pendingBySource.GetValueOrDefault(connection.Endpoint.Source) + 1;
        }

        ContinueHandshake(nowMs, connection);
        Touch(nowMs);
    }

    private void NoteHandshake(long nowMs, PeerConnection connection, CipherKind? cipher, CloseReason reason, InfoHash? infoHash) => Handshakes.Note(
        new HandshakeOutcome(nowMs, connection.Endpoint, connection.IsIncoming, cipher, reason, (int)(nowMs - connection.HandshakeBeganMs), infoHash));

    private void EndPending(PeerConnection connection)
    {
        if (!connection.IsIncoming)
        {
            _pendingOutgoing--;
            return;
        }

        _pendingIncoming--;
        var source = connection.Endpoint.Source;
        if (--_pendingBySource[source] == 0)
        {
            _pendingBySource.Remove(source);
        }
    }

    /// <summary>Does what the machine asks for: send, compute, join or close.</summary>
    private void ContinueHandshake(long nowMs, PeerConnection connection)
    {
        var machine = connection.Handshake!;
        if (!machine.Output.IsEmpty)
        {
            connection.Output.AddRaw(machine.Output);
            machine.OutputTaken();
            Effects.OutputReady(connection);
        }

        switch (machine.Status)
        {
            case HandshakeStatus.KeyExchange when machine.TakeKeyExchange() is { } exchange:
                Effects.RunKeyExchange(connection, exchange);
                break;
            case HandshakeStatus.Failed:
                Close(nowMs, connection, machine.Failure);
                break;
            case HandshakeStatus.Done:
                Establish(nowMs, connection, machine.Result);
                break;
        }
    }

    private void Establish(long nowMs, PeerConnection connection, HandshakeResult result)
    {
        connection.TheirPeerId = result.TheirPeerId;
        connection.TheirReserved = result.TheirReserved;
        connection.Cipher = result.Cipher;
        var refusal = !_torrents.TryGetValue(result.InfoHash, out var torrent) ? CloseReason.UnknownInfoHash
            : result.TheirPeerId == OurPeerId ? CloseReason.SelfConnection
            : torrent.RefusalOf(connection);
        if (refusal != CloseReason.None)
        {
            Close(nowMs, connection, refusal);
            return;
        }

        EndPending(connection);
        NoteHandshake(nowMs, connection, result.Cipher, CloseReason.None, result.InfoHash);
        connection.Handshake = null;
        if (connection.Torrent is null)
        {
            connection.Torrent = torrent;
            torrent!.ConnectionCount++;
        }

        KeepAwake(torrent!);
        connection.Inbound = result.Inbound;
        connection.Output.Cipher = result.Outbound;
        connection.State = ConnectionState.Open;
        if (connection.Known is { } known)
        {
            known.Encryption = RetryPolicy.Learn(result.Cipher);
        }

        torrent!.Join(nowMs, connection);
    }
}
