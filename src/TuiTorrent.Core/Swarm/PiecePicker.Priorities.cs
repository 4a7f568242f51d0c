namespace TuiTorrent.Core.Swarm;

/// <content>Which pieces are wanted, and in which order.</content>
public sealed partial class PiecePicker
{
    private byte[]? _priorities; // null while every piece is wanted as usual
    private Bitfield? _wanted; // null while every piece is wanted
    private int _missingWanted;

    /// <summary>Whether pieces of one priority are fetched from the first to the last; else the rarest first.</summary>
    public bool IsSequential { get; set; }

    /// <summary>Whether no wanted piece is missing.</summary>
    public bool IsFinished => _missingWanted == 0;

    /// <summary>How much a piece is wanted; see <see cref="PiecePriority"/>.</summary>
    public byte PriorityOf(int piece) => _priorities is null ? PiecePriority.Normal : _priorities[piece];

    /// <summary>Whether a piece is not skipped.</summary>
    public bool IsWanted(int piece) => _wanted is null || _wanted[piece];

    /// <summary>Whether a piece is wanted and not there.</summary>
    public bool Lacks(int piece) => !Have[piece] && IsWanted(piece);

    /// <summary>Takes over a priority for every piece. Requests for pieces that are skipped from now on are still noted: who made them takes them back.</summary>
    public void SetPriorities(ReadOnlySpan<byte> perPiece)
    {
        if (perPiece.Length != _layout.PieceCount)
        {
            throw new ArgumentException("There must be one priority for each piece.", nameof(perPiece));
        }

        if (perPiece.ContainsAnyInRange((byte)(PiecePriority.High + 1), byte.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(perPiece), "A priority is 0 to 3.");
        }

        _priorities = perPiece.ContainsAnyExcept(PiecePriority.Normal) ? perPiece.ToArray() : null;
        _wanted = perPiece.Contains(PiecePriority.Skip) ? new Bitfield(perPiece.Length) : null;
        _missingWanted = 0;
        for (var piece = 0; piece < perPiece.Length; piece++)
        {
            var isWanted = perPiece[piece] != PiecePriority.Skip;
            if (_wanted is not null)
            {
                _wanted[piece] = isWanted;
            }

            _missingWanted += isWanted && !Have[piece] ? 1 : 0;
        }

        _freeBlocksInPartials = 0;
        foreach (var partial in _partials)
        {
            partial.IsSkipped = !IsWanted(partial.Piece);
            _freeBlocksInPartials += partial.IsSkipped ? 0 : partial.FreeCount;
        }

        _missing?.Rearrange(_random, _priorities, IsNotBegun);
    }

    /// <summary>Forgets everything but priorities and begins with other pieces, as a check of the disk found them. No peer may be connected.</summary>
    internal void Reset(Bitfield have)
    {
        _partials.Clear();
        _partialByPiece.Clear();
        _suspicious.Clear();
        _freeBlocksInPartials = 0;
        _missing = null;
        Have.TrySet(have.Bytes);
        _missingWanted = 0;
        for (var piece = 0; piece < have.Length; piece++)
        {
            _missingWanted += Lacks(piece) ? 1 : 0;
        }
    }

    /// <summary>Made only when asked for: building it costs time and ten bytes a piece.</summary>
    private RarityIndex Missing => _missing ??= new RarityIndex(_layout.PieceCount, _random, _priorities, IsNotBegun);

    private bool IsNotBegun(int piece) => !Have[piece] && !_partialByPiece.ContainsKey(piece);

    private int LevelOf(int piece) => _priorities is null ? PiecePriority.UsualLevel : PiecePriority.LevelOf(_priorities[piece]);
}
