namespace TuiTorrent.Core.Bencode;

/// <summary>Why bytes aren't bencode.</summary>
public enum BencodeError
{
    /// <summary>They are, so far.</summary>
    None,

    /// <summary>The bytes end inside a value, or a string claims more bytes than there are.</summary>
    Truncated,

    /// <summary>A byte that can't begin a value.</summary>
    UnexpectedByte,

    /// <summary>No digits, a leading zero, minus zero, or a byte that is no digit.</summary>
    BadInteger,

    /// <summary>An integer beyond 64 bits with sign.</summary>
    IntegerOverflow,

    /// <summary>A string's length with a leading zero, a foreign byte, or beyond 31 bits.</summary>
    BadStringLength,

    /// <summary>Containers nested deeper than <see cref="Session.Limits.MaxBencodeDepth"/>.</summary>
    TooDeep,

    /// <summary>A dictionary's key that is no string.</summary>
    KeyNotString,

    /// <summary>A dictionary that ends after a key.</summary>
    MissingValue,

    /// <summary>Bytes after the value, where there may be none.</summary>
    TrailingBytes,
}
