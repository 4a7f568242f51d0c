using System.Diagnostics.CodeAnalysis;
using System.Text;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Metainfo;

// d 8:announce <url> 13:announce-list l l <url>... e ... e 7:comment <text> 10:created by <text> 13:creation date <seconds> 4:info d ... e 8:url-list ... e
/// <summary>Reads a .torrent file down to its info dictionary.</summary>
/// <remarks>
/// A second "info" is refused, since clients disagree on which counts and so on the hash; of other keys the first counts. Optional keys of a wrong type read
/// as missing. Line breaks after the end are let pass, as mailers and editors add them; anything else there is refused.
/// </remarks>
internal ref struct MetainfoReader(ReadOnlyMemory<byte> file)
{
    private readonly AnnounceTiers _announceList = new();
    private ReadOnlySpan<byte> _announce;
    private Range _info;
    private bool _hasInfo;
    private bool _hasAnnounceList;
    private string? _comment;
    private string? _createdBy;
    private DateTimeOffset? _creationDate;
    private int _webSeedCount;

    /// <summary>Reads all of it, or says what is wrong.</summary>
    public bool TryRead([NotNullWhen(true)] out TorrentMetainfo? metainfo, out MetainfoError error)
    {
        metainfo = null;
        if (!TryReadTop(out error) || !new InfoReader(file[_info], _info.Start.Value).TryRead(out var info, out error))
        {
            return false;
        }

        if (_announceList.Tiers.Count == 0)
        {
            _announceList.AddSingle(_announce);
        }

        metainfo = new TorrentMetainfo(info, file, file[_info])
        {
            AnnounceTiers = _announceList.Tiers,
            Comment = _comment,
            CreatedBy = _createdBy,
            CreationDate = _creationDate,
            WebSeedCount = _webSeedCount,
        };
        return true;
    }

    private bool TryReadTop(out MetainfoError error)
    {
        error = default;
        var foreign = Recognise(file.Span);
        if (foreign != MetainfoErrorCode.None)
        {
            error = MetainfoError.At(foreign, 0);
            return false;
        }

        var reader = new BencodeReader(file.Span.TrimEnd("\r\n"u8));
        if (reader.TryEnterDict())
        {
            while (reader.TryReadKey(out var key))
            {
                if (!TryReadField(ref reader, key))
                {
                    error = MetainfoError.At(MetainfoErrorCode.DuplicateKey, reader.TokenStart);
                    return false;
                }
            }
        }

        if (!reader.TryFinish())
        {
            var code = reader.Error == BencodeError.TrailingBytes ? MetainfoErrorCode.TrailingBytes : MetainfoErrorCode.NotBencode;
            error = MetainfoError.At(code, reader.ErrorOffset);
        }
        else if (file.Span[0] != (byte)'d')
        {
            error = MetainfoError.At(MetainfoErrorCode.NotDictionary, 0);
        }
        else if (!_hasInfo)
        {
            error = MetainfoError.At(MetainfoErrorCode.MissingInfo, 0);
        }

        return error.Code == MetainfoErrorCode.None;
    }

    private bool TryReadField(ref BencodeReader reader, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("info"u8))
        {
            if (_hasInfo)
            {
                return false;
            }

            _hasInfo = true;
            var start = reader.Position;
            reader.TrySkipValue();
            _info = start..reader.Position;
        }
        else if (key.SequenceEqual("announce"u8) && _announce.IsEmpty)
        {
            reader.TryReadBytes(out _announce);
        }
        else if (key.SequenceEqual("announce-list"u8) && !_hasAnnounceList)
        {
            _hasAnnounceList = true;
            _announceList.AddList(ref reader);
        }
        else if (key.SequenceEqual("comment"u8) && _comment is null)
        {
            _comment = ReadText(ref reader);
        }
        else if (key.SequenceEqual("created by"u8) && _createdBy is null)
        {
            _createdBy = ReadText(ref reader);
        }
        else if (key.SequenceEqual("creation date"u8) && _creationDate is null)
        {
            _creationDate = ReadDate(ref reader);
        }
        else if (key.SequenceEqual("url-list"u8) && _webSeedCount == 0)
        {
            _webSeedCount = CountWebSeeds(ref reader);
        }
        else
        {
            reader.TrySkipValue();
        }

        return true;
    }

    private static MetainfoErrorCode Recognise(ReadOnlySpan<byte> file)
    {
        if (file.Length > Limits.MaxMetainfoBytes)
        {
            return MetainfoErrorCode.FileTooLarge;
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
        {
            return MetainfoErrorCode.Gzip;
        }

        if (file.StartsWith("\ufeff"u8))
        {
            file = file["\ufeff"u8.Length..];
        }

        file = file.TrimStart(" \t\r\n"u8);
        return file.IsEmpty ? MetainfoErrorCode.Empty
            : file[0] == (byte)'<' ? MetainfoErrorCode.Html
            : file.Length >= 7 && Ascii.EqualsIgnoreCase(file[..7], "magnet:"u8) ? MetainfoErrorCode.MagnetText
            : MetainfoErrorCode.None;
    }

    private static string? ReadText(ref BencodeReader reader) =>
        reader.TryReadBytes(out var text) && !text.IsEmpty ? MetainfoText.DecodeComment(text) : null;

    private static DateTimeOffset? ReadDate(ref BencodeReader reader) =>
        reader.TryReadNumber(out var seconds) && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // One URL, or a list of them (BEP 19).
    private static int CountWebSeeds(ref BencodeReader reader)
    {
        if (reader.Peek() != BencodeToken.ListStart)
        {
            return reader.TryReadBytes(out var url) && !url.IsEmpty ? 1 : 0;
        }

        var count = 0;
        reader.TryEnterList();
        while (reader.TryMoveToItem())
        {
            count += reader.TryReadBytes(out _) ? 1 : 0;
        }

        return count;
    }
}
