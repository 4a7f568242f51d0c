namespace TuiTorrent.Core.Metainfo;

/// <summary>The kinds of fault of a .torrent file; <see cref="MetainfoError.Text"/> explains each.</summary>
public enum MetainfoErrorCode
{
    /// <summary>No fault.</summary>
    None,

    // What isn't a torrent at all.
    Empty,
    FileTooLarge,
    Gzip,
    Html,
    MagnetText,
    NotBencode,
    TrailingBytes,
    NotDictionary,

    // The torrent as a whole.
    DuplicateKey,
    MissingInfo,
    BadInfo,
    V2Only,
    BadName,
    BadPieceLength,
    BadPieces,
    TooManyPieces,
    PieceCountMismatch,

    // Its files.
    BadLength,
    TotalTooLarge,
    LengthAndFiles,
    NoContent,
    TooManyFiles,
    BadFiles,
    BadPath,
    PathTooDeep,
}
