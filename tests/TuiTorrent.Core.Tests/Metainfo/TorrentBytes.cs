using System.Buffers;
using System.Text;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Tests.Metainfo;

/// <summary>Puts .torrent files together entry by entry, right or wrong ones.</summary>
public static class TorrentBytes
{
    /// <summary>20 bytes that stand for a piece's hash.</summary>
    public const string Hash = "aaaaaaaaaaaaaaaaaaaa";

    /// <summary>A correct info dictionary of one file of one piece.</summary>
    public static readonly string Info = OneFile();

    /// <summary>Text as its bytes, a character each.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>A byte string.</summary>
    public static string Text(string text) => $"{text.Length}:{text}";

    /// <summary>A .torrent around an info dictionary.</summary>
    public static byte[] Torrent(string info, string before = "", string after = "") => Bytes($"d{before}4:info{info}{after}e");

    /// <summary>An info dictionary of one file; each part is an entry and may be emptied.</summary>
    public static string OneFile(
        string length = "6:lengthi5e",
        string name = "4:name1:f",
        string pieceLength = "12:piece lengthi16384e",
        string pieces = "6:pieces20:" + Hash,
        string more = "") => $"d{length}{name}{pieceLength}{pieces}{more}e";

    /// <summary>An info dictionary with a folder; <paramref name="files"/> are the encoded entries.</summary>
    public static string Folder(string files, string pieces = "6:pieces20:" + Hash) => OneFile(length: $"5:filesl{files}e", pieces: pieces);

    /// <summary>An entry of "files".</summary>
    public static string File(long length, string path, string more = "") => $"d6:lengthi{length}e4:path{path}{more}e";

    /// <summary>A path of plain names.</summary>
    public static string Path(params IEnumerable<string> names) => $"l{string.Concat(names.Select(Text))}e";

    /// <summary>Writes by the codec under test, for what is laborious by hand.</summary>
    public static byte[] Write(Action<BencodeWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new BencodeWriter(output));
        return output.WrittenSpan.ToArray();
    }
}
