using System.Diagnostics;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Bencode;

/// <summary>Reads one bencoded value token by token from a span, without allocation, recursion or exceptions.</summary>
/// <remarks>
/// <para>
/// Strict: leading zeros, minus zero, integers beyond 64 bits, missing parts and deep nesting are errors. Tolerant: keys may be unsorted
/// or repeated; what a repeated key means is the caller's to decide. Bytes after the first value are left alone, as an extension
/// message needs that is a dictionary with data behind it; <see cref="Position"/> is then where they begin. Who wants none of them calls <see cref="TryFinish"/>.
/// </para>
/// <para>
/// Once <see cref="Error"/> is set every call returns false, so that a caller may check it once, at the end. The typed calls
/// (<see cref="TryReadNumber"/> and its like) skip a value of another type and return false: a wrong type reads like a missing value.
/// </para>
/// <para>Spans that it hands out are slices of its input. Source: BEP 3, "bencoding".</para>
/// </remarks>
public ref struct BencodeReader
{
    private readonly ReadOnlySpan<byte> _data;

    // Bit n: the container at depth n + 1 is a dictionary. Only the innermost dictionary can stand before a key, so one flag does for all.
    private UInt128 _dictionaries;
    private bool _keyIsNext;

    /// <summary>Begins before the first byte of <paramref name="data"/>.</summary>
    public BencodeReader(ReadOnlySpan<byte> data)
    {
        Debug.Assert(Limits.MaxBencodeDepth <= 128);
        _data = data;
    }

    /// <summary>The token read last.</summary>
    public BencodeToken Token { get; private set; }

    /// <summary>The value of a number token.</summary>
    public long Number { get; private set; }

    /// <summary>The bytes of a byte string token.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the string token is a dictionary's key.</summary>
    public bool IsKey { get; private set; }

    /// <summary>Byte at which the token read last begins.</summary>
    public int TokenStart { get; private set; }

    /// <summary>Bytes consumed: where the next token begins, and after the value where trailing bytes do.</summary>
    public int Position { get; private set; }

    /// <summary>Open containers.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the first value was read to its end.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>What is wrong, or <see cref="BencodeError.None"/>.</summary>
    public BencodeError Error { get; private set; }

    /// <summary>The byte at which <see cref="Error"/> was found.</summary>
    public int ErrorOffset { get; private set; }

    private readonly bool InDictionary => Depth > 0 && (_dictionaries >> (Depth - 1) & 1) != 0;

    /// <summary>Reads the next token; false after the value's end and on an error.</summary>
    public bool Read()
    {
        Token = BencodeToken.None;
        IsKey = false;
        if (Error != BencodeError.None || IsComplete)
        {
            return false;
        }

        TokenStart = Position;
        if (Position >= _data.Length)
        {
            return Fail(BencodeError.Truncated, _data.Length);
        }

        var first = _data[Position];
        if (_keyIsNext && first != (byte)'e')
        {
            return ReadKey(first);
        }

        return first switch
        {
            (byte)'i' => ReadNumber(),
            >= (byte)'0' and <= (byte)'9' => ReadBytes() && EndValue(),
            (byte)'l' => Open(BencodeToken.ListStart),
            (byte)'d' => Open(BencodeToken.DictStart),
            (byte)'e' when Depth > 0 => Close(),
            _ => Fail(BencodeError.UnexpectedByte, Position),
        };
    }

    /// <summary>The kind of the next token by its first byte; nothing is consumed or checked beyond that.</summary>
    public readonly BencodeToken Peek()
    {
        if (Error != BencodeError.None || IsComplete || Position >= _data.Length)
        {
            return BencodeToken.None;
        }

        return _data[Position] switch
        {
            (byte)'i' => BencodeToken.Number,
            >= (byte)'0' and <= (byte)'9' => BencodeToken.Bytes,
            (byte)'l' => BencodeToken.ListStart,
            (byte)'d' => BencodeToken.DictStart,
            (byte)'e' => BencodeToken.End,
            _ => BencodeToken.None,
        };
    }

    /// <summary>Skips the next value with all in it; false on an error and, with nothing consumed, at a list's end.</summary>
    public bool TrySkipValue() => TryReadRaw(out _);

    /// <summary>Takes the next value whole, as the bytes that encode it; false on an error and, with nothing consumed, at a list's end.</summary>
    public bool TryReadRaw(out ReadOnlySpan<byte> raw)
    {
        Debug.Assert(!_keyIsNext, "A key comes next, not a value.");
        raw = default;
        if (Peek() == BencodeToken.End && Depth > 0 && !InDictionary)
        {
            return false;
        }

        var start = Position;
        var outside = Depth;
        while (Read())
        {
            if (Depth == outside)
            {
                raw = _data[start..Position];
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a number; a value of another type is skipped.</summary>
    public bool TryReadNumber(out long value)
    {
        var isRead = TryReadToken(BencodeToken.Number);
        value = isRead ? Number : 0;
        return isRead;
    }

    /// <summary>Reads a byte string; a value of another type is skipped.</summary>
    public bool TryReadBytes(out ReadOnlySpan<byte> value)
    {
        var isRead = TryReadToken(BencodeToken.Bytes);
        value = isRead ? Bytes : default;
        return isRead;
    }

    /// <summary>Enters a list, to be walked with <see cref="TryMoveToItem"/>; a value of another type is skipped.</summary>
    public bool TryEnterList() => TryReadToken(BencodeToken.ListStart);

    /// <summary>Enters a dictionary, to be walked with <see cref="TryReadKey"/>; a value of another type is skipped.</summary>
    public bool TryEnterDict() => TryReadToken(BencodeToken.DictStart);

    /// <summary>Whether the list holds another item, which must then be read or skipped; false leaves the list.</summary>
    public bool TryMoveToItem()
    {
        Debug.Assert(Depth > 0 && !InDictionary || Error != BencodeError.None);
        if (Error != BencodeError.None)
        {
            return false;
        }

        if (Peek() != BencodeToken.End)
        {
            return true;
        }

        Read();
        return false;
    }

    /// <summary>Reads the dictionary's next key, after which its value must be read or skipped; false leaves the dictionary.</summary>
    public bool TryReadKey(out ReadOnlySpan<byte> key)
    {
        Debug.Assert(_keyIsNext || Error != BencodeError.None);
        var isKey = Read() && Token == BencodeToken.Bytes;
        key = isKey ? Bytes : default;
        return isKey;
    }

    /// <summary>Skips what is left of the container that the reader is in, and leaves it; false on an error.</summary>
    public bool TryLeave()
    {
        var outside = Depth - 1;
        while (Depth > outside)
        {
            if (!Read())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one whole value was read, and nothing follows it; if not, <see cref="Error"/> says why.</summary>
    public bool TryFinish()
    {
        if (Error != BencodeError.None)
        {
            return false;
        }

        if (!IsComplete)
        {
            return Fail(BencodeError.Truncated, Position);
        }

        return Position == _data.Length || Fail(BencodeError.TrailingBytes, Position);
    }

    private bool TryReadToken(BencodeToken wanted)
    {
        Debug.Assert(!_keyIsNext, "A key comes next, not a value.");
        if (Peek() == wanted)
        {
            return Read();
        }

        TrySkipValue();
        return false;
    }

    private bool ReadKey(byte first)
    {
        if (first is < (byte)'0' or > (byte)'9')
        {
            return Fail(BencodeError.KeyNotString, Position);
        }

        IsKey = true;
        _keyIsNext = false;
        return ReadBytes();
    }

    // i <"-"? digits> e
    private bool ReadNumber()
    {
        var at = Position + 1;
        var isNegative = at < _data.Length && _data[at] == (byte)'-';
        if (isNegative)
        {
            at++;
        }

        var firstDigit = at;
        var limit = isNegative ? 1UL << 63 : long.MaxValue;
        ulong magnitude = 0;
        for (; at < _data.Length && _data[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            var digit = (ulong)(_data[at] - '0');
            if (magnitude > (limit - digit) / 10)
            {
                return Fail(BencodeError.IntegerOverflow, firstDigit);
            }

            magnitude = magnitude * 10 + digit;
        }

        var digits = at - firstDigit;
        if (digits > 1 && _data[firstDigit] == (byte)'0' || isNegative && digits == 1 && magnitude == 0)
        {
            return Fail(BencodeError.BadInteger, firstDigit);
        }

        if (at == _data.Length)
        {
            return Fail(BencodeError.Truncated, at);
        }

        if (digits == 0 || _data[at] != (byte)'e')
        {
            return Fail(BencodeError.BadInteger, at);
        }

        Number = isNegative ? (long)(0 - magnitude) : (long)magnitude;
        Token = BencodeToken.Number;
        Position = at + 1;
        return EndValue();
    }

    // <length in digits> ":" <length bytes>
    private bool ReadBytes()
    {
        var at = Position;
        var length = 0L;
        for (; at < _data.Length && _data[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            length = length * 10 + (_data[at] - '0');
            if (length > int.MaxValue || at > Position && _data[Position] == (byte)'0')
            {
                return Fail(BencodeError.BadStringLength, Position);
            }
        }

        if (at == _data.Length)
        {
            return Fail(BencodeError.Truncated, at);
        }

        if (_data[at] != (byte)':')
        {
            return Fail(BencodeError.BadStringLength, at);
        }

        at++;
        if (length > _data.Length - at)
        {
            return Fail(BencodeError.Truncated, Position);
        }

        Bytes = _data.Slice(at, (int)length);
        Token = BencodeToken.Bytes;
        Position = at + (int)length;
        return true;
    }

    private bool Open(BencodeToken token)
    {
        if (Depth == Limits.MaxBencodeDepth)
        {
            return Fail(BencodeError.TooDeep, Position);
        }

        var bit = UInt128.One << Depth;
        _keyIsNext = token == BencodeToken.DictStart;
        _dictionaries = _keyIsNext ? _dictionaries | bit : _dictionaries & ~bit;
        Depth++;
        Position++;
        Token = token;
        return true;
    }

    private bool Close()
    {
        if (InDictionary && !_keyIsNext)
        {
            return Fail(BencodeError.MissingValue, Position);
        }

        Depth--;
        Position++;
        Token = BencodeToken.End;
        return EndValue();
    }

    private bool EndValue()
    {
        IsComplete = Depth == 0;
        _keyIsNext = InDictionary;
        return true;
    }

    private bool Fail(BencodeError error, int offset)
    {
        Error = error;
        ErrorOffset = offset;
        Token = BencodeToken.None;
        return false;
    }
}
