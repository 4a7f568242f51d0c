using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Encryption;

/// <summary>A few key pairs made while nothing else was to do, each handed out once: half of a handshake's powers are then done before it begins.</summary>
/// <remarks>Loop thread only. Invariant: pairs ready and pairs being made are together at most <see cref="Limits.MaxKeyPairs"/>.</remarks>
public sealed class KeyPairPool(IRandomSource random)
{
    private readonly Stack<KeyPair> _ready = new(Limits.MaxKeyPairs);
    private int _beingMade;

    /// <summary>Pairs that wait.</summary>
    public int Count => _ready.Count;

    /// <summary>The next pair to make off the loop; null if there are enough. Each must come back by <see cref="Complete"/>.</summary>
    public KeyExchange? TakeWork()
    {
        if (_ready.Count + _beingMade >= Limits.MaxKeyPairs)
        {
            return null;
        }

        _beingMade++;
        return new KeyExchange(new KeyPair(random), null);
    }

    /// <summary>Takes back work of <see cref="TakeWork"/> after it was run.</summary>
    public void Complete(KeyExchange finished)
    {
        if (!finished.IsFinished)
        {
            throw new ArgumentException("The key exchange was not run.", nameof(finished));
        }

        _beingMade--;
        _ready.Push(finished.OurKeys);
    }

    /// <summary>A pair that nobody had before; null if none is ready: the machine then makes its own.</summary>
    public KeyPair? TryTake() => _ready.TryPop(out var pair) ? pair : null;
}
