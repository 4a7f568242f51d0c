using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>Reads and writes ranges of a torrent, whichever files they fall into.</summary>
/// <remarks>Any disk thread, no state. Pad files are never touched: they read as zeros, and writing to them does nothing.</remarks>
internal sealed unsafe class TorrentFiles(IFileLayer layer, FileHandles handles)
{
    /// <summary>Segments of one gather write: a mebibyte of blocks; the kernel takes up to 1,024.</summary>
    private const int MaxSegments = 64;

    /// <summary>Reads a range whole, or tells why not.</summary>
    public DiskError? Read(TorrentStorage storage, long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var index = storage.FileAt(offset);
            var file = storage.Layout.Files[index];
            var offsetInFile = offset - file.Offset;
            var here = (int)Math.Min(destination.Length, file.Length - offsetInFile);
            if (file.IsPad)
            {
                destination[..here].Clear();
            }
            else if (ReadFile(storage, index, offsetInFile, destination[..here]) is { } error)
            {
                return error;
            }

            offset += here;
            destination = destination[here..];
        }

        return null;
    }

    /// <summary>Writes blocks that follow one another in the torrent; they stay the caller's.</summary>
    public DiskError? Write(TorrentStorage storage, long offset, ReadOnlySpan<Block?> blocks)
    {
        var segments = stackalloc IoSegment[MaxSegments];
        var at = new Position(0, 0);
        while (at.Block < blocks.Length)
        {
            var index = storage.FileAt(offset);
            var file = storage.Layout.Files[index];
            var offsetInFile = offset - file.Offset;
            var count = Gather(blocks, at, file.Length - offsetInFile, segments, out var bytes);
            var written = bytes;
            if (!file.IsPad && WriteFile(storage, index, offsetInFile, new ReadOnlySpan<IoSegment>(segments, count), out written) is { } error)
            {
                return error;
            }

            offset += written;
            at = Advance(blocks, at, written);
        }

        return null;
    }

    private static int Gather(ReadOnlySpan<Block?> blocks, Position at, long room, IoSegment* segments, out long bytes)
    {
        var count = 0;
        bytes = 0;
        for (var i = at.Block; i < blocks.Length && count < MaxSegments && bytes < room; i++)
        {
            var data = blocks[i]!.Data[(i == at.Block ? at.Offset : 0)..];
            var length = (int)Math.Min(data.Length, room - bytes);
            // The slab is pinned: the address holds while the block is rented.
            segments[count++] = new IoSegment((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(data)), length);
            bytes += length;
        }

        return count;
    }

    private static Position Advance(ReadOnlySpan<Block?> blocks, Position at, long bytes)
    {
        var (block, offset) = (at.Block, at.Offset + bytes);
        while (block < blocks.Length && offset >= blocks[block]!.Length)
        {
            offset -= blocks[block++]!.Length;
        }

        return new Position(block, (int)offset);
    }

    private DiskError? ReadFile(TorrentStorage storage, int index, long offset, Span<byte> destination)
    {
        if (handles.Rent(storage, index, OpenMode.Read, out var file) is { } error)
        {
            return error;
        }

        try
        {
            while (destination.Length > 0)
            {
                var errno = layer.Read(file!.Handle, offset, destination, out var read);
                if (errno != 0)
                {
                    return DiskError.FromErrno(errno, storage.Describe(index));
                }

                if (read == 0)
                {
                    return DiskError.Shorter(storage.Describe(index));
                }

                offset += read;
                destination = destination[read..];
            }

            return null;
        }
        finally
        {
            handles.Return(file!);
        }
    }

    private DiskError? WriteFile(TorrentStorage storage, int index, long offset, ReadOnlySpan<IoSegment> segments, out long written)
    {
        written = 0;
        if (handles.Rent(storage, index, OpenMode.Write, out var file) is { } error)
        {
            return error;
        }

        try
        {
            var errno = file!.TakeWish() ? layer.Allocate(file.Handle, storage.Layout.Files[index].Length) : 0;
            if (errno == 0)
            {
                errno = layer.Write(file.Handle, offset, segments, out written);
            }

            if (errno != 0)
            {
                return DiskError.FromErrno(errno, storage.Describe(index));
            }

            storage.MarkDirty(index, written);
            return null;
        }
        finally
        {
            handles.Return(file!);
        }
    }

    private readonly record struct Position(int Block, int Offset);
}
