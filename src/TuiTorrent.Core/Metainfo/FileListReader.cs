using System.Text.Unicode;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Metainfo;

// l d 4:attr <bytes> 6:length <number> 4:path l <bytes>... e 10:path.utf-8 l <bytes>... e e ... e
/// <summary>Reads the "files" of a torrent with a folder of its own.</summary>
/// <remarks>Only the shape of paths is checked here; what may be made of them on a disk is decided where paths are made. Source: BEP 3, BEP 47.</remarks>
internal ref struct FileListReader(ReadOnlyMemory<byte> encoded, string top, long maxTotalLength)
{
    private MetainfoErrorCode _code;
    private int _errorAt;
    private long _total;

    [Flags]
    private enum Field
    {
        None = 0,
        Length = 1,
        Path = 2,
        PathUtf8 = 4,
        Attributes = 8,
    }

    /// <summary>Reads the whole list; if not, <paramref name="code"/> and the byte in the list say why.</summary>
    public bool TryRead(out TorrentFile[] files, out MetainfoErrorCode code, out int at)
    {
        var list = new List<TorrentFile>();
        var isRead = TryReadList(list);
        files = isRead ? list.ToArray() : [];
        code = _code;
        at = _errorAt;
        return isRead;
    }

    private bool TryReadList(List<TorrentFile> files)
    {
        var reader = new BencodeReader(encoded.Span);
        if (!reader.TryEnterList())
        {
            return Fail(MetainfoErrorCode.BadFiles, 0);
        }

        while (reader.TryMoveToItem())
        {
            if (files.Count == Limits.MaxFiles)
            {
                return Fail(MetainfoErrorCode.TooManyFiles, reader.Position);
            }

            if (!TryReadFile(ref reader, files))
            {
                return false;
            }
        }

        return files.Count > 0 || Fail(MetainfoErrorCode.NoContent, 0);
    }

    private bool TryReadFile(ref BencodeReader reader, List<TorrentFile> files)
    {
        var start = reader.Position;
        if (!TryCollect(ref reader, out var entry) || !TryChoosePath(entry, start, out var path))
        {
            return false;
        }

        // A link takes no bytes, whatever it says (BEP 47).
        var length = entry.IsSymlink ? 0 : entry.Length;
        if (length < 0)
        {
            return Fail(MetainfoErrorCode.BadLength, start);
        }

        if (length > maxTotalLength - _total)
        {
            return Fail(MetainfoErrorCode.TotalTooLarge, start);
        }

        files.Add(new TorrentFile(top, path, _total, length, entry.IsPad, entry.IsSymlink));
        _total += length;
        return true;
    }

    private bool TryCollect(ref BencodeReader reader, out Entry entry)
    {
        entry = new Entry { Length = -1 };
        if (!reader.TryEnterDict())
        {
            return Fail(MetainfoErrorCode.BadFiles, reader.TokenStart);
        }

        while (reader.TryReadKey(out var key))
        {
            var field = FieldOf(key);
            if ((entry.Seen & field) != 0)
            {
                return Fail(MetainfoErrorCode.DuplicateKey, reader.TokenStart);
            }

            entry.Seen |= field;
            ReadField(ref reader, field, ref entry);
        }

        return true;
    }

    private static void ReadField(ref BencodeReader reader, Field field, ref Entry entry)
    {
        var start = reader.Position;
        switch (field)
        {
            case Field.Length:
                entry.Length = reader.TryReadNumber(out var length) ? length : -1;
                break;
            case Field.Attributes:
                reader.TryReadBytes(out var attributes);
                entry.IsPad = attributes.Contains((byte)'p');
                entry.IsSymlink = attributes.Contains((byte)'l');
                break;
            default:
                reader.TrySkipValue();
                break;
        }

        if (field == Field.Path)
        {
            entry.Path = start..reader.Position;
        }
        else if (field == Field.PathUtf8)
        {
            entry.PathUtf8 = start..reader.Position;
        }
    }

    // "path.utf-8" if it is sound or alone, else "path"; nothing for a pad without either, as BEP 47 allows.
    private bool TryChoosePath(in Entry entry, int start, out ReadOnlyMemory<byte> path)
    {
        path = encoded[entry.PathUtf8];
        if (CheckPath(path.Span, out var isUtf8) == MetainfoErrorCode.None && isUtf8)
        {
            return true;
        }

        path = encoded[(entry.Seen & Field.Path) != 0 ? entry.Path : entry.PathUtf8];
        if ((entry.Seen & (Field.Path | Field.PathUtf8)) == 0 && entry.IsPad)
        {
            return true;
        }

        var code = CheckPath(path.Span, out _);
        return code == MetainfoErrorCode.None || Fail(code, start);
    }

    private static Field FieldOf(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("length"u8) ? Field.Length
        : key.SequenceEqual("path"u8) ? Field.Path
        : key.SequenceEqual("path.utf-8"u8) ? Field.PathUtf8
        : key.SequenceEqual("attr"u8) ? Field.Attributes
        : Field.None;

    private static MetainfoErrorCode CheckPath(ReadOnlySpan<byte> path, out bool isUtf8)
    {
        isUtf8 = true;
        var reader = new BencodeReader(path);
        if (!reader.TryEnterList())
        {
            return MetainfoErrorCode.BadPath;
        }

        var count = 0;
        var hasName = false;
        while (reader.TryMoveToItem())
        {
            if (!reader.TryReadBytes(out var component))
            {
                return MetainfoErrorCode.BadPath;
            }

            if (++count > Limits.MaxPathDepth)
            {
                return MetainfoErrorCode.PathTooDeep;
            }

            hasName |= !component.IsEmpty;
            isUtf8 &= Utf8.IsValid(component);
        }

        return hasName ? MetainfoErrorCode.None : MetainfoErrorCode.BadPath;
    }

    private bool Fail(MetainfoErrorCode code, int at)
    {
        _code = code;
        _errorAt = at;
        return false;
    }

    private struct Entry
    {
        public Field Seen;
        public long Length;
        public bool IsPad;
        public bool IsSymlink;
        public Range Path;
        public Range PathUtf8;
    }
}
