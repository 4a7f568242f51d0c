using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <content>What of it is wanted, and in which order.</content>
public sealed partial class Torrent
{
    /// <summary>Bytes of the pieces that are wanted.</summary>
    public long WantedBytes { get; private set; }

    /// <summary>Bytes of the wanted pieces that are missing.</summary>
    public long LeftBytes { get; private set; }

    /// <summary>Whether pieces of one priority are fetched from the first to the last; else the rarest first.</summary>
    public bool IsSequential
    {
        get => Picker.IsSequential;
        set => Picker.IsSequential = value;
    }

    /// <summary>Says how much each piece is wanted; also while it runs.</summary>
    /// <param name="nowMs">Monotonic ms.</param>
    /// <param name="perPiece">A <see cref="PiecePriority"/> for each piece: 0 skip, 1 low, 2 normal, 3 high.</param>
    /// <exception cref="ArgumentException">Another number of priorities than of pieces, or one above 3.</exception>
    public void SetPriorities(long nowMs, ReadOnlySpan<byte> perPiece)
    {
        var wasFinished = IsFinished;
        Picker.SetPriorities(perPiece);
        CountBytes();
        NotePhase(nowMs);
        if (!IsRunning)
        {
            return;
        }

        // What is on its way for pieces that nobody wants any more need not come.
        CancelRequests(request => !Picker.IsWanted(request.Piece));
        if (IsFinished)
        {
            if (!wasFinished)
            {
                Finish(nowMs);
            }

            return;
        }

        foreach (var peer in _peers)
        {
            UpdateInterest(peer);
            if (wasFinished)
            {
                // They were told that we would download nothing.
                SendExtensionHandshake(peer);
            }
        }

        foreach (var peer in _peers)
        {
            FillRequests(nowMs, peer);
        }

        _session.Wake(nowMs, this);
    }

    private void CountBytes()
    {
        (DoneBytes, WantedBytes, LeftBytes) = (0, 0, 0);
        for (var piece = 0; piece < Layout.PieceCount; piece++)
        {
            var size = Layout.PieceSize(piece);
            DoneBytes += Picker.Have[piece] ? size : 0;
            WantedBytes += Picker.IsWanted(piece) ? size : 0;
            LeftBytes += Picker.Lacks(piece) ? size : 0;
        }
    }

    private void CancelRequests(Func<BlockRequest, bool> isUnwanted)
    {
        foreach (var peer in _peers)
        {
            foreach (var request in peer.Requests.Outstanding.Where(isUnwanted).ToArray())
            {
                peer.Requests.Cancel(request, keepsAnswer: peer.SupportsFast);
                Picker.Unrequest(request);
                SendForBlock(peer, MessageId.Cancel, request.Piece, request.Begin, Layout.BlockSize(request.Piece, request.Block));
            }
        }
    }
}
