using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TuiTorrent.Engine.Disk;

/// <summary>Makes one name of a torrent fit for a Linux directory and for a terminal.</summary>
/// <remarks>
/// Refused, since only an attack has them: "..", a slash, a NUL. Cleaned: an empty name and "." become "_"; control characters, direction
/// marks, invisible characters, and what was not valid UTF-8 become "_"; a name over 255 bytes is cut at a code point, keeps its extension and
/// gets "~" and eight hex digits of its SHA-1. Kept, because they are harmless here: a leading dash, a trailing dot or space, a colon, a
/// backslash, the device names of Windows, and names that differ only in case or in composition (a disk that can't tell them apart is
/// noticed when the files are opened). The same name always gives the same result; two names may give one, which <see cref="PathPlan"/> settles.
/// </remarks>
internal static class NameCleaner
{
    /// <summary>Bytes of a name on every file system of Linux.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>Bytes of an extension worth keeping when a name is cut, its dot included.</summary>
    private const int MaxExtensionBytes = 16;

    /// <summary>Bytes of "~" and a number up to <see cref="Core.Session.Limits.MaxFiles"/> twice over.</summary>
    private const int MaxNumberBytes = 8;

    /// <summary>Cleans one name; a problem other than None means that it is refused.</summary>
    public static PathProblemKind Clean(string name, out string cleaned)
    {
        cleaned = name;
        if (name == "..")
        {
            return PathProblemKind.Traversal;
        }

        if (name.Contains('/'))
        {
            return PathProblemKind.Separator;
        }

        if (name.Contains('\0'))
        {
            return PathProblemKind.Nul;
        }

        if (name.Length == 0 || name == ".")
        {
            cleaned = "_";
            return PathProblemKind.None;
        }

        cleaned = Scrub(name);
        if (Encoding.UTF8.GetByteCount(cleaned) > MaxNameBytes)
        {
            var extension = Extension(cleaned);
            var mark = Mark(name);
            cleaned = Cut(cleaned, extension, MaxNameBytes - mark.Length) + mark + extension;
        }

        return PathProblemKind.None;
    }

    /// <summary>Splits a name for numbering: stem + "~" + any number + extension is within 255 bytes.</summary>
    public static (string Stem, string Extension) Split(string cleaned)
    {
        var extension = Extension(cleaned);
        return (Cut(cleaned, extension, MaxNameBytes - MaxNumberBytes), extension);
    }

    private static string Mark(string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(Encoding.UTF8.GetBytes(name), hash);
        return "~" + BinaryPrimitives.ReadUInt32BigEndian(hash).ToString("x8", CultureInfo.InvariantCulture);
    }

    private static string Scrub(string name)
    {
        var clean = true;
        foreach (var rune in name.EnumerateRunes())
        {
            clean &= IsPlain(rune);
        }

        if (clean)
        {
            return name;
        }

        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            text.Append(IsPlain(rune) ? rune.ToString() : "_");
        }

        return text.ToString();
    }

    // EnumerateRunes gives U+FFFD for a lone surrogate, and so did the decoder for what was no UTF-8.
    private static bool IsPlain(Rune rune) => rune.Value switch
    {
        < 0x20 or >= 0x7f and < 0xa0 or 0xad or 0x61c or 0x180e => false,
        0x200b or 0x200e or 0x200f or >= 0x2028 and <= 0x202e or >= 0x2060 and <= 0x206f => false,
        0xfeff or >= 0xfff0 and <= 0xffff or >= 0xe0000 and <= 0xe0fff => false,
        _ => true,
    };

    private static string Extension(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtensionBytes ? name[dot..] : "";
    }

    // What is before the extension, cut at a code point so that both together have at most maxBytes.
    private static string Cut(string name, string extension, int maxBytes)
    {
        var room = maxBytes - Encoding.UTF8.GetByteCount(extension);
        var stem = name.AsSpan(0, name.Length - extension.Length);
        var taken = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                break;
            }

            room -= rune.Utf8SequenceLength;
            taken += rune.Utf16SequenceLength;
        }

        return stem[..taken].ToString();
    }
}
