using TuiTorrent.Core.Session;
using TuiTorrent.Core.Tests.Session;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Fuzz.Targets;

/// <summary>A session with half of a torrent and two peers that say what the input says; the disk, the clock and the sockets are the input's too.</summary>
/// <remarks>
/// Layout: an operation byte, then for 0 to 199 as many bytes of one peer's stream (an odd number: the second peer's), for 200 and above what else happens.
/// </remarks>
internal static class SessionTarget
{
    private const int Pieces = 12;

    public static FuzzTarget Session { get; } = new("session", Run, Seeds, 24 << 20);

    private static void Run(byte[] input)
    {
        var session = new TestSession(Pieces, 32768, blocks: 64);
        session.Has(0, 1, 2, 3, 4, 5);
        RawPeer[] peers = [session.Join(address: "10.0.0.1:1000"), session.Join(address: "10.0.0.2:1000")];
        for (var at = 0; at < input.Length;)
        {
            var operation = input[at++];
            if (operation < 200)
            {
                var length = Math.Min(operation, input.Length - at);
                var peer = peers[operation & 1];
                if (session.Core.ReceiveAllowance(session.Now, peer.Connection) > 0)
                {
                    peer.Send(input.AsSpan(at, length).ToArray());
                }

                at += length;
                continue;
            }

            Do(session, peers, operation);
        }

        FuzzTarget.Require(session.Torrent.Peers.All(p => p.Connection.State == ConnectionState.Open), "a peer without a connection");
        FuzzTarget.Require(session.Torrent.IsComplete || Enumerable.Range(0, Pieces).All(p => session.Picker.Availability(p) == session.Torrent.Peers.Count(x => !x.IsSeed && x.Pieces[p])), "availability");
        FuzzTarget.Require(session.Shutdown() == 0, "blocks are out");
        FuzzTarget.Require(Enumerable.Range(0, Pieces).All(p => session.Picker.Availability(p) == 0), "availability after all left");
    }

    private static void Do(TestSession session, RawPeer[] peers, byte operation)
    {
        switch (operation)
        {
            case < 210:
                session.Advance(1 << (operation - 198));
                break;
            case < 220:
                session.ServeReads();
                break;
            case < 230:
                _ = peers[operation & 1].TakeBytes();
                break;
            case < 240:
                foreach (var partial in session.Picker.Partials.Where(p => p.IsComplete).ToArray())
                {
                    session.Core.PieceHashed(session.Now, session.Torrent, partial.Piece, (operation & 1) == 0);
                }

                break;
            case < 250:
                // What it was asked for it gives at once.
                if (peers[operation & 1].IsOpen)
                {
                    peers[operation & 1].TakeRequests().ForEach(peers[operation & 1].Answer);
                }

                break;
            default:
                session.Core.ConnectionLost(session.Now, peers[operation & 1].Connection, CloseReason.RemoteClosed);
                peers[operation & 1] = session.Join(address: $"10.0.1.{operation}:1000");
                break;
        }
    }

    private static IEnumerable<byte[]> Seeds()
    {
        yield return [.. Say(0, Msg.Bare(MessageId.HaveAll)), .. Say(1, Msg.Bits(0x0f, 0xf0)), .. Say(0, Msg.Bare(MessageId.Unchoke)), 240, 230, .. Say(1, Msg.Bare(MessageId.Unchoke)), 241, 230, 231, 240];
        yield return [.. Say(0, Msg.Bare(MessageId.Interested)), .. Say(0, Msg.Block(MessageId.Request, 0, 0)), 210, 220, .. Say(0, Msg.Block(MessageId.Cancel, 1, 0)), 209, 209, 209];
        yield return [.. Say(0, Msg.Extended(0, "d1:pi6881e4:reqqi5e1:v1:xe")), .. Say(0, Msg.Piece(MessageId.AllowedFast, 7)), .. Say(0, Msg.Piece(MessageId.Have, 7)), 220, .. Say(0, Msg.Block(MessageId.Reject, 7, 0)), 250, 251];
        yield return [.. Say(0, Msg.Bare(MessageId.HaveAll)), .. Say(0, Msg.Bare(MessageId.Unchoke)), 220, .. Say(0, Msg.Bare(MessageId.Choke)), 209, 209, 209, 209, 209, 209, 209, 209, .. Say(1, Msg.Piece(MessageId.Have, 6))];
    }

    /// <summary>The operations by which a peer says a message: portions of one byte or two, of which the number tells the peer.</summary>
    private static byte[] Say(int peer, byte[] message) =>
        peer == 1 ? [.. message.SelectMany(b => new byte[] { 1, b })]
        : message.Length % 2 == 0 ? [(byte)message.Length, .. message]
        : [(byte)(message.Length + 9), .. message, .. Msg.Bare(MessageId.NotInterested), .. Msg.KeepAlive];
}
