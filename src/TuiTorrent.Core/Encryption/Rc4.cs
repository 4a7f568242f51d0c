using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TuiTorrent.Core.Encryption;

/// <summary>One direction of an RC4 stream: the same call encrypts and decrypts.</summary>
/// <remarks>
/// One thread at a time. About 290 bytes, all in this object; no call allocates.
/// Weak by today's measure; MSE asks for it all the same. Source: mse.md section 1.
/// </remarks>
public sealed class Rc4
{
    private const int BoxLength = 256;
    private const int Stride = 16;

    private Box _box;
    private byte _x;
    private byte _y;

    /// <summary>A key of 1 to 256 bytes; the first <paramref name="discard"/> bytes of keystream are dropped.</summary>
    public Rc4(ReadOnlySpan<byte> key, int discard = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(key.Length, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, BoxLength, nameof(key));
        Span<byte> box = _box;
        for (var i = 0; i < BoxLength; i++)
        {
            box[i] = (byte)i;
        }

        byte j = 0;
        for (var i = 0; i < BoxLength; i++)
        {
            j += (byte)(box[i] + key[i % key.Length]);
            (box[i], box[j]) = (box[j], box[i]);
        }

        Span<byte> dropped = stackalloc byte[256];
        for (; discard > 0; discard -= dropped.Length)
        {
            Process(dropped[..Math.Min(discard, dropped.Length)]);
        }
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    public void Process(Span<byte> data) => Process(data, data);

    /// <summary>Encrypts or decrypts while copying: cheaper than a copy and a pass.</summary>
    /// <param name="source">The input.</param>
    /// <param name="destination">As long as the input; the same memory or memory that doesn't overlap.</param>
    public void Process(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (destination.Length != source.Length)
        {
            throw new ArgumentException("Source and destination differ in length.", nameof(destination));
        }

        if (source.IsEmpty)
        {
            return;
        }

        // Indexes are bytes and the box has 256: no bounds to check. The inner loop is what encrypted traffic costs.
        ref var s = ref Unsafe.As<Box, byte>(ref _box);
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        uint x = (byte)(_x + 1);
        uint y = _y;
        uint a = Unsafe.Add(ref s, x);
        nint at = 0;
        for (nint end = source.Length - Stride; at <= end; at += Stride)
        {
            var low = EightBytes(ref s, ref x, ref y, ref a);
            var high = EightBytes(ref s, ref x, ref y, ref a);
            ref var block = ref Unsafe.Add(ref from, at);
            low ^= Unsafe.ReadUnaligned<ulong>(ref block);
            high ^= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, 8));
            block = ref Unsafe.Add(ref to, at);
            Unsafe.WriteUnaligned(ref block, low);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref block, 8), high);
        }

        for (; at < source.Length; at++)
        {
            Unsafe.Add(ref to, at) = (byte)(Unsafe.Add(ref from, at) ^ OneByte(ref s, ref x, ref y, ref a));
        }

        _x = (byte)(x - 1);
        _y = (byte)y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightBytes(ref byte s, ref uint x, ref uint y, ref uint a)
    {
        ulong keystream = OneByte(ref s, ref x, ref y, ref a);
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 8;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 16;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 24;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 32;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 40;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 48;
        keystream |= (ulong)OneByte(ref s, ref x, ref y, ref a) << 56;
        return BitConverter.IsLittleEndian ? keystream : BinaryPrimitives.ReverseEndianness(keystream);
    }

    // The next byte's S[x] is read before this byte's swap is stored, so that no load waits for a store; the one case in
    // which the swap would have changed it is the comparison. x is the index of a, which is S[x]; y may have high bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OneByte(ref byte s, ref uint x, ref uint y, ref uint a)
    {
        y += a;
        uint j = (byte)y;
        uint next = (byte)(x + 1);
        uint b = Unsafe.Add(ref s, j);
        uint nextA = Unsafe.Add(ref s, next);
        Unsafe.Add(ref s, x) = (byte)b;
        Unsafe.Add(ref s, j) = (byte)a;
        uint keystream = Unsafe.Add(ref s, (uint)(byte)(a + b));
        if (j == next)
        {
            nextA = a;
        }

        a = nextA;
        x = next;
        return keystream;
    }

    [InlineArray(BoxLength)]
    private struct Box
    {
        private byte _first;
    }
}
