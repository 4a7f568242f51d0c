using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace TuiTorrent.Core;

/// <summary>The 20-byte SHA-1 of a torrent's info dictionary: what names it everywhere.</summary>
/// <remarks>Immutable; compared by value. Source: BEP 3.</remarks>
public readonly record struct InfoHash
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 20;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly uint _c;

    /// <summary>Takes the first 20 bytes of <paramref name="bytes"/>.</summary>
    public InfoHash(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Writes the 20 bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _c);
    }

    /// <summary>The 20 bytes in an array of their own.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads 40 hex digits of either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? hex, out InfoHash infoHash)
    {
        infoHash = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (hex is not { Length: 2 * Length } || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        infoHash = new InfoHash(bytes);
        return true;
    }

    /// <summary>40 lower-case hex digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
