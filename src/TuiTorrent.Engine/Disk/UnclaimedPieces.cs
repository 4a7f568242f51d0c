using TuiTorrent.Core;

namespace TuiTorrent.Engine.Disk;

/// <summary>Finds the pieces that may have been finished between the last barrier and a kill.</summary>
/// <remarks>
/// Those are: pieces whose blocks were all written at the last barrier, and pieces without a claim that have no hole in their files. Where the
/// file system tells of holes, the second kind was written since that barrier and no earlier. Where it doesn't, everything may look whole:
/// beyond what is plausible only the first kind is looked at, since reading a whole torrent is what the barriers are there to spare.
/// </remarks>
internal sealed class UnclaimedPieces(
    IFileLayer layer, TorrentStorage storage, FileStamp?[] found, Bitfield have, IReadOnlyList<PartialPiece> partial, long limitBytes)
{
    private int _openFile = -1;
    private int _handle;
    private bool _knowsHoles;

    public List<int> Find()
    {
        var pieces = storage.Layout.Pieces;
        var whole = partial.Where(p => p.Blocks.IsFull).Select(p => p.Piece).ToList();
        var partialPieces = partial.Select(p => p.Piece).ToHashSet();
        var candidates = new List<int>();
        var limit = limitBytes + pieces.PieceLength;
        for (var i = 0; i < pieces.PieceCount; i++)
        {
            if (!have[i] && HasNoHole(i))
            {
                candidates.Add(i);
                limit -= partialPieces.Contains(i) ? 0 : pieces.PieceSize(i);
            }
        }

        CloseFile();
        return limit >= 0 || _knowsHoles ? [.. candidates.Union(whole)] : whole;
    }

    private bool HasNoHole(int piece)
    {
        var offset = storage.Layout.Pieces.PieceOffset(piece);
        var end = offset + storage.Layout.Pieces.PieceSize(piece);
        for (var i = storage.FileAt(offset); i < storage.Layout.Files.Count && storage.Layout.Files[i].Offset < end; i++)
        {
            var file = storage.Layout.Files[i];
            if (file.IsPad || file.Length == 0)
            {
                continue;
            }

            var from = Math.Max(0, offset - file.Offset);
            var to = Math.Min(file.Length, end - file.Offset);
            if (found[i] is not { } stamp || stamp.Size < to || !OpenFile(i) || layer.NextHole(_handle, from, out var hole) != 0)
            {
                return false;
            }

            if (hole < to)
            {
                _knowsHoles = true;
                return false;
            }
        }

        return true;
    }

    private bool OpenFile(int file)
    {
        if (_openFile == file)
        {
            return true;
        }

        CloseFile();
        if (layer.Open(storage.Paths![file]!, OpenMode.Read, out _handle, out _) != 0)
        {
            return false;
        }

        _openFile = file;
        return true;
    }

    private void CloseFile()
    {
        if (_openFile >= 0)
        {
            layer.Close(_handle);
            _openFile = -1;
        }
    }
}
