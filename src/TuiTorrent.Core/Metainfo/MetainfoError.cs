namespace TuiTorrent.Core.Metainfo;

/// <summary>Why a .torrent file was refused.</summary>
/// <param name="Code">The kind of fault.</param>
/// <param name="Text">One or two sentences for a person: what is wrong and what to do. Never holds text from the file.</param>
/// <param name="Offset">Byte of the file at or before which the fault was found.</param>
public readonly record struct MetainfoError(MetainfoErrorCode Code, string Text, int Offset)
{
    internal static MetainfoError At(MetainfoErrorCode code, int offset) => new(code, TextOf(code), offset);

    /// <summary>The text with its code and place, for a log.</summary>
    public override string ToString() => $"{Text} ({Code} at byte {Offset})";

    private static string TextOf(MetainfoErrorCode code) => code switch
    {
        MetainfoErrorCode.None => "",
        MetainfoErrorCode.Empty => "The file is empty. Download the .torrent again.",
        MetainfoErrorCode.FileTooLarge => "The file is larger than 10 MiB, which no .torrent should be. Check that it is the .torrent and not the data.",
        MetainfoErrorCode.Gzip => "The file is compressed with gzip. Unpack it (gunzip) and try again.",
        MetainfoErrorCode.Html => "The file is a web page (HTML or XML), not a torrent. Open it in a browser: it often says why, for example that a login is needed.",
        MetainfoErrorCode.MagnetText => "The file holds a magnet link, not a torrent. Add the link itself.",
        MetainfoErrorCode.NotBencode => "The file is damaged, cut short, or not a torrent. Download it again.",
        MetainfoErrorCode.TrailingBytes => "The file goes on after the end of the torrent, so it is damaged. Download it again.",
        MetainfoErrorCode.NotDictionary => "The file is bencoded but not a torrent: it doesn't begin with a dictionary.",
        MetainfoErrorCode.DuplicateKey => "The torrent says the same thing twice, so that two clients could see two different torrents. Ask for a clean one.",
        MetainfoErrorCode.MissingInfo => "The file is bencoded but not a torrent: it has no \"info\".",
        MetainfoErrorCode.BadInfo => "The torrent's \"info\" is not a dictionary. Download it again.",
        MetainfoErrorCode.V2Only => "This is a BitTorrent v2 torrent, which can't be used yet. Ask for a v1 or a hybrid torrent.",
        MetainfoErrorCode.BadName => "The torrent has no name, or an empty one. Ask its maker for another.",
        MetainfoErrorCode.BadPieceLength => "The torrent's piece length is missing or not between 1 byte and 256 MiB. Ask its maker for another.",
        MetainfoErrorCode.BadPieces => "The torrent's piece hashes are missing or not a multiple of 20 bytes, so nothing could be verified. Download it again.",
        MetainfoErrorCode.TooManyPieces => "The torrent has more than 2,097,152 pieces. Ask its maker for one with longer pieces.",
        MetainfoErrorCode.PieceCountMismatch => "The torrent has more or fewer piece hashes than its files need, so it could never complete. Download it again.",
        MetainfoErrorCode.BadLength => "A file's length in the torrent is missing, negative or no number. Download it again.",
        MetainfoErrorCode.TotalTooLarge => "The torrent's files are larger together than pieces can cover (512 TiB). It is damaged or malicious.",
        MetainfoErrorCode.LengthAndFiles => "The torrent claims to be one file and many at once. Ask its maker for another.",
        MetainfoErrorCode.NoContent => "The torrent holds no data: it has no files, or they are all empty or padding.",
        MetainfoErrorCode.TooManyFiles => "The torrent has more than 100,000 files. Ask for it in parts.",
        MetainfoErrorCode.BadFiles => "The torrent's list of files is malformed. Download it again.",
        MetainfoErrorCode.BadPath => "A file in the torrent has no usable name. Ask its maker for another.",
        MetainfoErrorCode.PathTooDeep => "A file in the torrent lies more than 100 folders deep. Ask its maker for another.",
        _ => "The torrent can't be used.",
    };
}
