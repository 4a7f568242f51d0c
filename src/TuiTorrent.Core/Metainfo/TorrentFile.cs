using System.Globalization;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Metainfo;

/// <summary>One file of a torrent, as its maker described it.</summary>
/// <remarks>Immutable, any thread. Lengths and offsets in bytes. Source: BEP 3 "files", BEP 47 "attr".</remarks>
public sealed class TorrentFile
{
    private readonly string _top;
    private readonly ReadOnlyMemory<byte> _encodedPath;

    internal TorrentFile(string top, ReadOnlyMemory<byte> encodedPath, long offset, long length, bool isPad, bool isSymlink)
    {
        _top = top;
        _encodedPath = encodedPath;
        Offset = offset;
        Length = length;
        IsPad = isPad;
        IsSymlink = isSymlink;
    }

    /// <summary>The path's components from the top: the torrent's name, then what its maker wrote. A single file has its name alone.</summary>
    /// <remarks>
    /// Untrusted: a component may be empty, "..", hold separators or control characters; only RootedPath turns it into a path. At least one component isn't empty.
    /// Decoded at each call, because strings of short names would take many times the bytes of a hostile torrent: keep the list if it is needed twice.
    /// A pad may come without a path and then has the one that BEP 47 recommends.
    /// </remarks>
    public IReadOnlyList<string> Path
    {
        get
        {
            if (_encodedPath.IsEmpty)
            {
                return IsPad ? [_top, ".pad", Length.ToString(CultureInfo.InvariantCulture)] : [_top];
            }

            var components = new List<string> { _top };
            var reader = new BencodeReader(_encodedPath.Span);
            if (reader.TryEnterList())
            {
                while (reader.TryMoveToItem() && reader.TryReadBytes(out var component))
                {
                    components.Add(MetainfoText.DecodeName(component));
                }
            }

            return components;
        }
    }

    /// <summary>Where the file begins in the torrent.</summary>
    public long Offset { get; }

    /// <summary>Bytes; zero for a symbolic link.</summary>
    public long Length { get; }

    /// <summary>Whether it only fills the space to the next piece with zeros: never written, shown or wanted (BEP 47).</summary>
    public bool IsPad { get; }

    /// <summary>Whether it is a symbolic link (BEP 47): recorded for display, but neither a link nor a file is ever made for it.</summary>
    /// <remarks>A link from a torrent may point out of the download's folder; it takes no bytes of the torrent, whatever length it claims.</remarks>
    public bool IsSymlink { get; }
}
