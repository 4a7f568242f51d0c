using System.Buffers.Binary;
using System.Text;

namespace TuiTorrent.Core;

/// <summary>The 20 bytes by which a peer names itself in its handshake.</summary>
/// <remarks>Immutable; compared by value. Ours begins with <see cref="OurPrefix"/>. Source: BEP 3, BEP 20.</remarks>
public readonly record struct PeerId : IComparable<PeerId>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 20;

    /// <summary>Client "TT", version 0.1.0.0, in the Azureus style of BEP 20.</summary>
    public const string OurPrefix = "-TT0100-";

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    /// <summary>Takes the first 20 bytes of <paramref name="bytes"/>.</summary>
    public PeerId(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>A new id of ours: the prefix and twelve random letters and digits.</summary>
    public static PeerId Create(IRandomSource random)
    {
        const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.";
        Span<byte> bytes = stackalloc byte[Length];
        random.Fill(bytes);
        for (var i = OurPrefix.Length; i < Length; i++)
        {
            bytes[i] = (byte)Alphabet[bytes[i] & 63];
        }

        Encoding.ASCII.GetBytes(OurPrefix, bytes);
        return new PeerId(bytes);
    }

    /// <summary>Writes the 20 bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>By the bytes, as both sides of a connection can compare.</summary>
    public int CompareTo(PeerId other) => (_a, _b, _c).CompareTo((other._a, other._b, other._c));

    /// <summary>Printable ASCII as it is, anything else as a dot: safe for a terminal and a log.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        Span<char> text = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            text[i] = bytes[i] is >= 0x20 and < 0x7f ? (char)bytes[i] : '.';
        }

        return new string(text);
    }
}
