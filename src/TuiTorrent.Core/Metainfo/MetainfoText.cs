using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Metainfo;

/// <summary>Turns a torrent's bytes into text.</summary>
internal static class MetainfoText
{
    private const int HashLength = 4;
    private const int LongestExtension = 8;

    /// <summary>A file or folder name. Bytes that aren't UTF-8 become "_", and a mark taken from all of its bytes goes before the extension.</summary>
    /// <remarks>
    /// The mark ("caf_~1a2b3c4d.txt", the first 32 bits of the name's SHA-1) keeps names apart that differ only in such bytes; the same bytes always give the
    /// same name. A torrent that has both names on purpose is caught as a duplicate where paths are made.
    /// </remarks>
    public static string DecodeName(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
        {
            return Encoding.UTF8.GetString(name);
        }

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(name, hash);
        var mark = "~" + Convert.ToHexStringLower(hash[..HashLength]);
        var extension = name.LastIndexOf((byte)'.');
        if (extension <= 0 || name.Length - extension > LongestExtension)
        {
            extension = name.Length;
        }

        var text = new StringBuilder(name.Length + mark.Length);
        AppendReplaced(text, name[..extension]);
        text.Append(mark);
        AppendReplaced(text, name[extension..]);
        return text.ToString();
    }

    /// <summary>Text for people: replacement characters for what isn't UTF-8, and no more than is worth reading.</summary>
    public static string DecodeComment(ReadOnlySpan<byte> comment) =>
        Encoding.UTF8.GetString(comment[..Math.Min(comment.Length, Limits.MaxMetainfoTextBytes)]);

    private static void AppendReplaced(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        Span<char> units = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                text.Append('_');
            }

            bytes = bytes[consumed..];
        }
    }
}
