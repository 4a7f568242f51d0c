namespace TuiTorrent.Core.Swarm;

/// <summary>Where one block of a begun piece stands.</summary>
public enum BlockState : byte
{
    /// <summary>Nobody was asked for it.</summary>
    Free,

    /// <summary>At least one peer was asked for it and has not answered.</summary>
    Requested,

    /// <summary>It arrived and is with the disk.</summary>
    Received,
}

/// <summary>A piece that was begun and is not verified yet.</summary>
/// <remarks>Loop thread only. Invariant: <see cref="FreeCount"/>, <see cref="RequestedCount"/> and <see cref="ReceivedCount"/> count the blocks in each state and add up to all.</remarks>
public sealed class PartialPiece
{
    private readonly BlockState[] _states;
    private readonly byte[] _requests; // outstanding requests of each block
    private readonly Peer?[] _givers;
    private readonly ulong[] _digests;

    /// <summary>A piece of which nothing is there.</summary>
    public PartialPiece(int piece, int blockCount)
    {
        Piece = piece;
        _states = new BlockState[blockCount];
        _requests = new byte[blockCount];
        _givers = new Peer?[blockCount];
        _digests = new ulong[blockCount];
        FreeCount = blockCount;
    }

    /// <summary>The piece's index.</summary>
    public int Piece { get; }

    /// <summary>Blocks.</summary>
    public int BlockCount => _states.Length;

    /// <summary>Blocks that nobody was asked for.</summary>
    public int FreeCount { get; private set; }

    /// <summary>Blocks asked for and not here.</summary>
    public int RequestedCount { get; private set; }

    /// <summary>Blocks that arrived.</summary>
    public int ReceivedCount { get; private set; }

    /// <summary>Whether all blocks arrived: the disk will say if they are right.</summary>
    public bool IsComplete => ReceivedCount == BlockCount;

    /// <summary>The fast peer that fetches this piece whole, or null.</summary>
    public Peer? Owner { get; set; }

    /// <summary>Only <see cref="Owner"/> may be asked: the piece failed before, or its owner is suspected, and the evidence must be clear.</summary>
    public bool IsExclusive { get; set; }

    /// <summary>Nobody wants it any more: what is here is kept, the rest is not asked for.</summary>
    internal bool IsSkipped { get; set; }

    /// <summary>Who gave the blocks; blocks that were on disk already have no giver.</summary>
    public ReadOnlySpan<Peer?> Givers => _givers;

    /// <summary>The state of one block.</summary>
    public BlockState this[int block] => _states[block];

    /// <summary>Outstanding requests for one block.</summary>
    public int RequestsOf(int block) => _requests[block];

    /// <summary>A peer is asked for the block.</summary>
    public void MarkRequested(int block)
    {
        if (_states[block] == BlockState.Free)
        {
            _states[block] = BlockState.Requested;
            FreeCount--;
            RequestedCount++;
        }

        _requests[block]++;
    }

    /// <summary>A request was refused, lost or given up; the block is free again when it was the last.</summary>
    public void Unrequest(int block)
    {
        if (--_requests[block] == 0 && _states[block] == BlockState.Requested)
        {
            _states[block] = BlockState.Free;
            RequestedCount--;
            FreeCount++;
        }
    }

    /// <summary>A number that tells what a giver gave; see <see cref="BlockEvidence"/>.</summary>
    internal ulong DigestOf(int block) => _digests[block];

    /// <summary>Notes what the block's giver gave.</summary>
    internal void SetDigest(int block, ulong digest) => _digests[block] = digest;

    /// <summary>The block arrived; false if it was here already. The request that brought it must have been taken back before.</summary>
    public bool MarkReceived(int block, Peer? giver)
    {
        switch (_states[block])
        {
            case BlockState.Received:
                return false;
            case BlockState.Requested:
                RequestedCount--;
                break;
            default:
                FreeCount--;
                break;
        }

        _states[block] = BlockState.Received;
        _givers[block] = giver;
        ReceivedCount++;
        return true;
    }

    /// <summary>Forgets a peer that left, but not what it gave: the evidence stays until the piece is verified.</summary>
    public void Forget(Peer peer)
    {
        if (Owner == peer)
        {
            Owner = null;
            IsExclusive = false;
        }
    }

    /// <summary>The first block in the given state at or after <paramref name="from"/>, or -1.</summary>
    public int Find(BlockState state, int from = 0)
    {
        var index = _states.AsSpan(from).IndexOf(state);
        return index < 0 ? -1 : from + index;
    }
}
