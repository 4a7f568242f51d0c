using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Registry;

/// <summary>What a user wants of the files of a torrent, as a byte a file: the priority in the low two bits, bit 2 for skipped. Null when all are as usual.</summary>
internal static class FilePriorities
{
    private const byte Skipped = 4;

    /// <summary>The priority of a file that counts now.</summary>
    public static FilePriority Of(byte[]? priorities, int file) =>
        priorities is not null && file < priorities.Length && (priorities[file] & Skipped) != 0 ? FilePriority.Skip : IfWanted(priorities, file);

    /// <summary>The priority that it has when it is wanted; never Skip.</summary>
    public static FilePriority IfWanted(byte[]? priorities, int file) =>
        priorities is null || file >= priorities.Length ? FilePriority.Normal : (FilePriority)(priorities[file] & 3) is > FilePriority.Skip and var priority ? priority : FilePriority.Normal;

    /// <summary>Priorities with changes; indexes must be within the files.</summary>
    public static byte[]? With(byte[]? priorities, int fileCount, IEnumerable<(int File, FilePriority Priority)> changes, IEnumerable<int> wanted)
    {
        var changed = new byte[fileCount];
        for (var i = 0; i < fileCount; i++)
        {
            changed[i] = priorities is not null && i < priorities.Length ? priorities[i] : (byte)FilePriority.Normal;
        }

        foreach (var file in wanted)
        {
            changed[file] &= 3;
        }

        foreach (var (file, priority) in changes)
        {
            changed[file] = priority == FilePriority.Skip ? (byte)(changed[file] | Skipped) : (byte)priority;
        }

        return Array.TrueForAll(changed, p => p == (byte)FilePriority.Normal) ? null : changed;
    }

    /// <summary>What follows for each piece: the highest of the files that it touches.</summary>
    public static byte[] ForPieces(byte[]? priorities, IReadOnlyList<StorageFile> files, PieceLayout layout)
    {
        var pieces = new byte[layout.PieceCount];
        if (priorities is null)
        {
            pieces.AsSpan().Fill(PiecePriority.Normal);
            return pieces;
        }

        var index = 0;
        foreach (var file in files)
        {
            if (file.IsPad)
            {
                continue;
            }

            var priority = (byte)Of(priorities, index++);
            if (file.Length == 0)
            {
                continue;
            }

            var last = (file.Offset + file.Length - 1) / layout.PieceLength;
            for (var piece = file.Offset / layout.PieceLength; piece <= last; piece++)
            {
                pieces[piece] = Math.Max(pieces[piece], priority);
            }
        }

        return pieces;
    }
}
