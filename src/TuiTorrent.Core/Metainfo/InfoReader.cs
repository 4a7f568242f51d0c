using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Unicode;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Metainfo;

// d 4:name <bytes> 12:piece length <number> 6:pieces <20 bytes a piece> 7:private i1e
//   6:length <number>    or    5:files l d 6:length <number> 4:path l <bytes>... e e ... e
// e
/// <summary>Reads and checks an info dictionary, of a file or fetched from peers.</summary>
/// <remarks>
/// <para>
/// A key that decides what is downloaded may stand there once: clients disagree on which of two counts. Piece lengths needn't be powers of two or multiples
/// of 16 KiB, since such torrents exist and a piece's last block may be short anyway. Of a hybrid (v1 and v2) the v1 part is read.
/// </para>
/// <para>"private" fails closed: whatever is there but the number 0 makes the torrent private (BEP 27 knows only 1). Source: BEP 3, 27, 47, 52.</para>
/// </remarks>
internal ref struct InfoReader(ReadOnlyMemory<byte> info, int offsetInFile)
{
    // Hence no sum of two lengths that passed can overflow.
    private const long MaxTotalLength = (long)Limits.MaxPieces * Limits.MaxPieceLength;

    private Field _seen;
    private MetainfoErrorCode _code;
    private int _errorAt;
    private ReadOnlySpan<byte> _name;
    private ReadOnlySpan<byte> _nameUtf8;
    private long _pieceLength;
    private int _pieceLengthAt;
    private Range _hashes;
    private bool _hasHashes;
    private int _hashesAt;
    private long _length;
    private int _lengthAt;
    private Range _files;
    private long _metaVersion;
    private bool _isPrivate;

    [Flags]
    private enum Field
    {
        None = 0,
        Name = 1,
        NameUtf8 = 2,
        PieceLength = 4,
        Pieces = 8,
        Length = 16,
        Files = 32,
        Private = 64,
        MetaVersion = 128,
        FileTree = 256,
    }

    /// <summary>Reads all of it, or says what is wrong.</summary>
    public bool TryRead([NotNullWhen(true)] out InfoDictionary? result, out MetainfoError error)
    {
        result = null;
        if (CollectFields() && CheckFields())
        {
            result = Assemble();
        }

        error = result is null ? MetainfoError.At(_code, offsetInFile + _errorAt) : default;
        return result is not null;
    }

    private static Field FieldOf(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("name"u8) ? Field.Name
        : key.SequenceEqual("name.utf-8"u8) ? Field.NameUtf8
        : key.SequenceEqual("piece length"u8) ? Field.PieceLength
        : key.SequenceEqual("pieces"u8) ? Field.Pieces
        : key.SequenceEqual("length"u8) ? Field.Length
        : key.SequenceEqual("files"u8) ? Field.Files
        : key.SequenceEqual("private"u8) ? Field.Private
        : key.SequenceEqual("meta version"u8) ? Field.MetaVersion
        : key.SequenceEqual("file tree"u8) ? Field.FileTree
        : Field.None;

    private bool CollectFields()
    {
        var reader = new BencodeReader(info.Span);
        if (!reader.TryEnterDict())
        {
            return Fail(MetainfoErrorCode.BadInfo, 0);
        }

        while (reader.TryReadKey(out var key))
        {
            var field = FieldOf(key);
            if ((_seen & field) != 0)
            {
                return Fail(MetainfoErrorCode.DuplicateKey, reader.TokenStart);
            }

            _seen |= field;
            ReadField(ref reader, field);
        }

        return reader.TryFinish() || Fail(MetainfoErrorCode.NotBencode, reader.ErrorOffset);
    }

    private void ReadField(ref BencodeReader reader, Field field)
    {
        var start = reader.Position;
        switch (field)
        {
            case Field.Name:
                reader.TryReadBytes(out _name);
                break;
            case Field.NameUtf8:
                reader.TryReadBytes(out _nameUtf8);
                break;
            case Field.PieceLength:
                reader.TryReadNumber(out _pieceLength);
                _pieceLengthAt = start;
                break;
            case Field.Pieces:
                _hasHashes = reader.TryReadBytes(out var hashes);
                _hashes = (reader.Position - hashes.Length)..reader.Position;
                _hashesAt = start;
                break;
            case Field.Length:
                _length = reader.TryReadNumber(out var length) ? length : -1;
                _lengthAt = start;
                break;
            case Field.Files:
                reader.TrySkipValue();
                _files = start..reader.Position;
                break;
            case Field.Private:
                _isPrivate = !reader.TryReadNumber(out var number) || number != 0;
                break;
            case Field.MetaVersion:
                reader.TryReadNumber(out _metaVersion);
                break;
            default:
                reader.TrySkipValue();
                break;
        }
    }

    private bool CheckFields()
    {
        if (!Has(Field.Pieces) && (Has(Field.FileTree) || _metaVersion >= 2))
        {
            return Fail(MetainfoErrorCode.V2Only, 0);
        }

        if (_name.IsEmpty || !_nameUtf8.IsEmpty && Utf8.IsValid(_nameUtf8))
        {
            _name = _nameUtf8;
        }

        if (_name.IsEmpty)
        {
            return Fail(MetainfoErrorCode.BadName, 0);
        }

        if (_pieceLength is < 1 or > Limits.MaxPieceLength)
        {
            return Fail(MetainfoErrorCode.BadPieceLength, _pieceLengthAt);
        }

        if (!_hasHashes || info[_hashes].Length % SHA1.HashSizeInBytes != 0)
        {
            return Fail(MetainfoErrorCode.BadPieces, _hashesAt);
        }

        return Has(Field.Length) != Has(Field.Files)
            || Fail(Has(Field.Length) ? MetainfoErrorCode.LengthAndFiles : MetainfoErrorCode.BadLength, _lengthAt);
    }

    private InfoDictionary? Assemble()
    {
        var name = MetainfoText.DecodeName(_name);
        if (!TryReadFiles(name, out var files))
        {
            return null;
        }

        var total = files.Length == 0 ? 0 : files[^1].Offset + files[^1].Length;
        if (!HasContent(files))
        {
            Fail(MetainfoErrorCode.NoContent, 0);
            return null;
        }

        var pieceCount = (total + _pieceLength - 1) / _pieceLength;
        if (pieceCount > Limits.MaxPieces)
        {
            Fail(MetainfoErrorCode.TooManyPieces, _pieceLengthAt);
            return null;
        }

        var hashes = info[_hashes];
        if (hashes.Length / SHA1.HashSizeInBytes != pieceCount)
        {
            Fail(MetainfoErrorCode.PieceCountMismatch, _hashesAt);
            return null;
        }

        return new InfoDictionary(name, new PieceLayout(total, (int)_pieceLength), hashes, _isPrivate, Has(Field.Length), files);
    }

    private bool TryReadFiles(string name, out TorrentFile[] files)
    {
        if (Has(Field.Files))
        {
            var list = new FileListReader(info[_files], name, MaxTotalLength);
            return list.TryRead(out files, out var code, out var at) || Fail(code, _files.Start.Value + at);
        }

        files = [new TorrentFile(name, default, 0, _length, isPad: false, isSymlink: false)];
        return _length switch
        {
            < 0 => Fail(MetainfoErrorCode.BadLength, _lengthAt),
            > MaxTotalLength => Fail(MetainfoErrorCode.TotalTooLarge, _lengthAt),
            _ => true,
        };
    }

    private static bool HasContent(TorrentFile[] files)
    {
        foreach (var file in files)
        {
            if (file.Length > 0 && !file.IsPad)
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool Has(Field field) => (_seen & field) != 0;

    private bool Fail(MetainfoErrorCode code, int at)
    {
        _code = code;
        _errorAt = at;
        return false;
    }
}
