using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TuiTorrent.Core.Session;

/// <summary>Address and length of memory that does not move: the layout of the C library's iovec.</summary>
/// <remarks>Valid only while its owner (a block or a send queue) keeps the bytes.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly unsafe struct PinnedRange
{
    private readonly byte* _start;
    private readonly nuint _length;

    /// <summary>Of memory that the caller knows to be pinned.</summary>
    public PinnedRange(Span<byte> pinned)
    {
        _start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
        _length = (nuint)pinned.Length;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => new(_start, (int)_length);
}
