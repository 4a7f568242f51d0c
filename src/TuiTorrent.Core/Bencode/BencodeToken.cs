namespace TuiTorrent.Core.Bencode;

/// <summary>What a <see cref="BencodeReader"/> stands on. Source: BEP 3, "bencoding".</summary>
public enum BencodeToken
{
    /// <summary>Nothing was read, or nothing more can be.</summary>
    None,

    /// <summary><c>i-42e</c></summary>
    Number,

    /// <summary><c>4:spam</c>: bytes, also the key of a dictionary.</summary>
    Bytes,

    /// <summary><c>l</c></summary>
    ListStart,

    /// <summary><c>d</c></summary>
    DictStart,

    /// <summary><c>e</c> that closes a list or a dictionary.</summary>
    End,
}
