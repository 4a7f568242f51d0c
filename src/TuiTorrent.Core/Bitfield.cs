using System.Numerics;
using System.Runtime.InteropServices;

namespace TuiTorrent.Core;

/// <summary>A fixed number of bits in the wire's order: the high bit of the first byte is piece 0.</summary>
/// <remarks>Not thread-safe. Invariant: spare bits are zero and <see cref="Count"/> is the number of ones. Source: BEP 3, "bitfield".</remarks>
public sealed class Bitfield
{
    private readonly byte[] _bytes;

    /// <summary>All zero.</summary>
    public Bitfield(int length)
    {
        Length = length;
        _bytes = new byte[ByteLength(length)];
    }

    /// <summary>Bits.</summary>
    public int Length { get; }

    /// <summary>Ones.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every bit is one.</summary>
    public bool IsFull => Count == Length;

    /// <summary>The bytes as they go over the wire.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads or writes one bit.</summary>
    public bool this[int index]
    {
        get => (_bytes[index >> 3] & (0x80 >> (index & 7))) != 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length);
            var mask = (byte)(0x80 >> (index & 7));
            ref var cell = ref _bytes[index >> 3];
            if (((cell & mask) != 0) == value)
            {
                return;
            }

            cell ^= mask;
            Count += value ? 1 : -1;
        }
    }

    /// <summary>Bytes that <paramref name="length"/> bits take.</summary>
    public static int ByteLength(int length) => (length + 7) / 8;

    /// <summary>Takes over bits from the wire; false, and nothing changed, if the length is wrong or a spare bit is set.</summary>
    public bool TrySet(ReadOnlySpan<byte> bytes)
    {
        var spare = _bytes.Length * 8 - Length;
        if (bytes.Length != _bytes.Length || spare > 0 && (bytes[^1] & ((1 << spare) - 1)) != 0)
        {
            return false;
        }

        bytes.CopyTo(_bytes);
        var count = 0;
        foreach (var b in bytes)
        {
            count += BitOperations.PopCount(b);
        }

        Count = count;
        return true;
    }

    /// <summary>Sets every bit to <paramref name="value"/>.</summary>
    public void SetAll(bool value)
    {
        _bytes.AsSpan().Fill(value ? (byte)0xff : (byte)0);
        var spare = _bytes.Length * 8 - Length;
        if (value && spare > 0)
        {
            _bytes[^1] &= (byte)(0xff << spare);
        }

        Count = value ? Length : 0;
    }

    /// <summary>The first index that is one here and in <paramref name="other"/> of the same length, in the byte of <paramref name="from"/> or behind; -1 if there is none.</summary>
    public int FirstInBoth(Bitfield other, int from)
    {
        var at = from >> 3;
        ReadOnlySpan<byte> ours = _bytes.AsSpan(at);
        ReadOnlySpan<byte> theirs = other._bytes.AsSpan(at);
        var words = MemoryMarshal.Cast<byte, ulong>(ours);
        var theirWords = MemoryMarshal.Cast<byte, ulong>(theirs);
        var word = 0;
        while (word < words.Length && (words[word] & theirWords[word]) == 0)
        {
            word++;
        }

        for (var i = word * sizeof(ulong); i < ours.Length; i++)
        {
            if ((ours[i] & theirs[i]) is var both and not 0)
            {
                return (at + i) * 8 + BitOperations.LeadingZeroCount((uint)both << 24);
            }
        }

        return -1;
    }

    /// <summary>A copy that shares nothing.</summary>
    public Bitfield Clone()
    {
        var copy = new Bitfield(Length) { Count = Count };
        _bytes.CopyTo(copy._bytes, 0);
        return copy;
    }
}
