using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Session;

/// <summary>What a connection has still to send: small messages in a buffer of its own, blocks as they are, in order and already encrypted.</summary>
/// <remarks>
/// Loop thread only. Owns the blocks put into it. All memory it shows is pinned, so a shell may hand its addresses to a gathering write.
/// The buffer for small messages goes when it runs empty after a large one: a quiet connection holds little.
/// </remarks>
public sealed class SendQueue
{
    private const int SmallestBuffer = 512;

    /// <summary>Kept when it runs empty: a full batch of requests (64 of 17 bytes) must cost a busy connection no new buffer.</summary>
    private const int LargestKeptBuffer = 4096;

    private readonly Queue<Segment> _segments = new();
    private byte[]? _control;
    private int _controlStart;
    private int _controlEnd;
    private int _openControl; // bytes at the end of the buffer that no segment covers yet
    private int _sentOfFirst;

    /// <summary>Encrypts all that is added from now on; null sends it as it is.</summary>
    public Rc4? Cipher { get; set; }

    /// <summary>Bytes added and not yet sent.</summary>
    public int PendingBytes { get; private set; }

    /// <summary>Blocks waiting among them.</summary>
    public int PendingBlocks { get; private set; }

    /// <summary>Room for a small message of at most <paramref name="length"/> bytes; follow it by <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_control is null || _control.Length - _controlEnd < length)
        {
            Grow(length);
        }

        return _control.AsSpan(_controlEnd, length);
    }

    /// <summary>Adds the first <paramref name="length"/> bytes of what was reserved.</summary>
    public void Commit(int length)
    {
        Cipher?.Process(_control.AsSpan(_controlEnd, length));
        _controlEnd += length;
        _openControl += length;
        PendingBytes += length;
    }

    /// <summary>Adds bytes as they are: a handshake that is encrypted already.</summary>
    public void AddRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _controlEnd += bytes.Length;
        _openControl += bytes.Length;
        PendingBytes += bytes.Length;
    }

    /// <summary>Adds a block and takes it over.</summary>
    public void Add(Block block)
    {
        Cipher?.Process(block.Data);
        CloseControlSegment();
        _segments.Enqueue(new Segment(block, block.Length));
        PendingBytes += block.Length;
        PendingBlocks++;
    }

    /// <summary>Shows up to <paramref name="destination"/>.Length pieces of pinned memory to send next, in order; returns how many.</summary>
    public int Gather(Span<PinnedRange> destination)
    {
        CloseControlSegment();
        var count = 0;
        var control = _controlStart;
        var skip = _sentOfFirst;
        foreach (var segment in _segments)
        {
            if (count == destination.Length)
            {
                break;
            }

            if (segment.Block is { } block)
            {
                destination[count++] = new PinnedRange(block.Data[skip..]);
            }
            else
            {
                destination[count++] = new PinnedRange(_control.AsSpan(control + skip, segment.Length - skip));
                control += segment.Length;
            }

            skip = 0;
        }

        return count;
    }

    /// <summary>Notes that the first <paramref name="count"/> pending bytes are with the socket; blocks sent whole go back.</summary>
    public void Advance(int count)
    {
        PendingBytes -= count;
        while (count > 0)
        {
            var first = _segments.Peek();
            var rest = first.Length - _sentOfFirst;
            if (count < rest)
            {
                _sentOfFirst += count;
                return;
            }

            count -= rest;
            _sentOfFirst = 0;
            _segments.Dequeue();
            if (first.Block is { } block)
            {
                block.Return();
                PendingBlocks--;
            }
            else
            {
                _controlStart += first.Length;
            }
        }

        if (PendingBytes == 0)
        {
            _control = _control is { Length: > LargestKeptBuffer } ? null : _control;
            _controlStart = _controlEnd = 0;
        }
    }

    /// <summary>Drops everything; blocks go back. The connection ended.</summary>
    public void Clear()
    {
        while (_segments.TryDequeue(out var segment))
        {
            segment.Block?.Return();
        }

        _control = null;
        _controlStart = _controlEnd = _openControl = _sentOfFirst = 0;
        PendingBytes = PendingBlocks = 0;
    }

    private void CloseControlSegment()
    {
        if (_openControl > 0)
        {
            _segments.Enqueue(new Segment(null, _openControl));
            _openControl = 0;
        }
    }

    private void Grow(int length)
    {
        var live = _controlEnd - _controlStart;
        var target = _control;
        if (_control is null || _control.Length < (live + length) * 2)
        {
            target = GC.AllocateUninitializedArray<byte>(Math.Max(SmallestBuffer, (live + length) * 2), pinned: true);
        }

        _control.AsSpan(_controlStart, live).CopyTo(target);
        _control = target;
        _controlStart = 0;
        _controlEnd = live;
    }

    private readonly record struct Segment(Block? Block, int Length);
}
