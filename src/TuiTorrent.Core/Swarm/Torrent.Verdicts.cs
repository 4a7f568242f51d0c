using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <content>What the disk says of pieces, and what follows for those who gave them.</content>
public sealed partial class Torrent
{
    internal void PieceHashed(long nowMs, int piece, bool isRight)
    {
        if (Picker.Partial(piece) is not { } partial)
        {
            return;
        }

        var givers = Givers(partial, out var isAllGiven);
        if (!isRight)
        {
            WastedBytes += Layout.PieceSize(piece);
            CorruptBytes += Layout.PieceSize(piece);
            Evidence.Remember(partial);
            Picker.MarkFailed(piece);
            Blame(nowMs, piece, givers, isAllGiven);
            return;
        }

        foreach (var giver in givers)
        {
            giver.IsOnParole = giver.IsOnParole && givers.Count > 1;
        }

        var wasFinished = IsFinished;
        MarkHave(piece);
        TellHave(piece);
        foreach (var liar in _evidence?.Judge(partial) ?? [])
        {
            _session.Note(this, NoteLevel.Info, $"a block of piece {piece} from {new PeerEndpoint(liar, 0)} was wrong: banned");
            _session.Ban(nowMs, liar);
        }

        if (!wasFinished && IsFinished)
        {
            Finish(nowMs);
        }
        else if (IsComplete)
        {
            // It seeded a part, and what was under way when the rest was skipped has come all the same.
            Announces?.Complete(nowMs);
        }
    }

    private void MarkHave(int piece)
    {
        if (!Picker.Have[piece])
        {
            Picker.MarkHave(piece);
            DoneBytes += Layout.PieceSize(piece);
            LeftBytes -= Picker.IsWanted(piece) ? Layout.PieceSize(piece) : 0;
        }
    }

    /// <summary>One giver of all blocks is proof. Several are suspects, and so is the disk: each peer gets pieces of its own until one is right, or wrong.</summary>
    private void Blame(long nowMs, int piece, HashSet<Peer> givers, bool isAllGiven)
    {
        foreach (var giver in givers)
        {
            giver.FailedPieces++;
            giver.IsOnParole = true;
            if (givers.Count == 1 && isAllGiven)
            {
                _session.Note(this, NoteLevel.Info, $"piece {piece} from {giver.Connection.Endpoint} was wrong: banned");
                _session.Ban(nowMs, giver.Connection.Endpoint.Address);
            }
        }

        if (givers.Count > 1)
        {
            _session.Note(this, NoteLevel.Debug, $"piece {piece} was wrong, {givers.Count} peers had a part in it: each is tried alone");
        }

        foreach (var peer in _peers.ToArray())
        {
            FillRequests(nowMs, peer);
        }
    }

    private static HashSet<Peer> Givers(PartialPiece partial, out bool isAllGiven)
    {
        var givers = new HashSet<Peer>();
        isAllGiven = true;
        foreach (var giver in partial.Givers)
        {
            if (giver is not null)
            {
                givers.Add(giver);
            }
            else
            {
                isAllGiven = false;
            }
        }

        return givers;
    }

    /// <summary>The last wanted piece is there. Trackers count who has everything; who has a part seeds it all the same (BEP 21).</summary>
    private void Finish(long nowMs)
    {
        NotePhase(nowMs);
        if (IsComplete)
        {
            Announces?.Complete(nowMs);
        }

        _session.Effects.TorrentFinished(this);
        foreach (var peer in _peers.ToArray())
        {
            if (peer.IsSeed || peer.IsUploadOnly)
            {
                _session.Close(nowMs, peer.Connection, CloseReason.BothSeeds);
            }
            else
            {
                UpdateInterest(peer);
                SendExtensionHandshake(peer);
            }
        }
    }
}
