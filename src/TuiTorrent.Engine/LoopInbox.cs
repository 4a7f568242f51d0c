using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine;

/// <summary>What other threads tell the loop.</summary>
internal enum LoopMessageKind : byte
{
    Call,
    PieceHashed,
    BlockRead,
    KeyExchanged,
    BlocksAvailable,
}

/// <summary>One message to the loop: a value, so that a message a block costs no garbage.</summary>
internal readonly record struct LoopMessage(
    LoopMessageKind Kind, object? Subject = null, object? Detail = null, Block? Block = null, int Piece = 0, int Begin = 0, bool IsOk = false);

/// <summary>Where other threads leave messages for the loop.</summary>
/// <remarks>Any thread adds; the loop takes all at once, and swaps two lists so that neither has to be made anew. What fills it is bounded elsewhere: blocks, pieces, handshakes.</remarks>
internal sealed class LoopInbox(Action wake)
{
    private readonly Lock _gate = new();
    private List<LoopMessage> _filling = [];
    private List<LoopMessage> _draining = [];

    /// <summary>Leaves a message and wakes the loop if it sleeps.</summary>
    public void Add(in LoopMessage message)
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _filling.Count == 0;
            _filling.Add(message);
        }

        if (isFirst)
        {
            wake();
        }
    }

    /// <summary>Takes every message; the list is the loop's until the next call.</summary>
    public List<LoopMessage> TakeAll()
    {
        _draining.Clear();
        lock (_gate)
        {
            (_filling, _draining) = (_draining, _filling);
        }

        return _draining;
    }
}
