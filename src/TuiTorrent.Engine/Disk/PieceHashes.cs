using TuiTorrent.Core;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine.Disk;

/// <summary>The SHA-1 of every piece of a torrent, which nobody needs while it only seeds: then they need not be in memory.</summary>
/// <remarks>Any thread. Invariant: <see cref="Of"/> is asked only between a successful <see cref="Load"/> and the next <see cref="Release"/>.</remarks>
public sealed class PieceHashes
{
    private readonly Func<ReadOnlyMemory<byte>>? _fetch;
    private ReadOnlyMemory<byte> _bytes;
    private volatile bool _isLoaded;

    /// <summary>Hashes that stay in memory, 20 bytes each.</summary>
    public PieceHashes(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _isLoaded = true;
    }

    /// <summary>Hashes that are in memory until they are not needed, and are fetched later.</summary>
    internal PieceHashes(ReadOnlyMemory<byte> bytes, Func<ReadOnlyMemory<byte>> fetch)
        : this(bytes) => _fetch = fetch;

    /// <summary>Hashes that are fetched when they are needed; throws <see cref="StateException"/> when that fails.</summary>
    internal PieceHashes(Func<ReadOnlyMemory<byte>> fetch) => _fetch = fetch;

    /// <summary>Hashes that stay in memory.</summary>
    public static implicit operator PieceHashes(byte[] bytes) => new(bytes);

    /// <summary>Whether they are in memory.</summary>
    public bool IsLoaded => _isLoaded;

    /// <summary>The hash that a piece must have.</summary>
    public ReadOnlySpan<byte> Of(int piece) => _bytes.Span.Slice(piece * InfoHash.Length, InfoHash.Length);

    /// <summary>Whether there is one for each piece, as far as they are known.</summary>
    internal bool Covers(int pieces) => !_isLoaded || _bytes.Length == pieces * InfoHash.Length;

    /// <summary>Sees to it that they are in memory; waits for the state's disk.</summary>
    /// <exception cref="StateException">They can't be read.</exception>
    internal void Load()
    {
        if (!_isLoaded)
        {
            _bytes = _fetch!();
            _isLoaded = true;
        }
    }

    /// <summary>They are not needed for now.</summary>
    internal void Release()
    {
        if (_fetch is not null)
        {
            _isLoaded = false;
            _bytes = default;
        }
    }
}
