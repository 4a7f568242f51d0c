using System.Buffers;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Core.Metainfo;

/// <summary>Describes a torrent to be made, and writes its .torrent file once the pieces are hashed.</summary>
/// <remarks>
/// Not thread-safe. What it writes, <see cref="TorrentMetainfo.TryParse"/> reads; what that would refuse, <see cref="Build"/> refuses with an
/// <see cref="InvalidOperationException"/>. Source: BEP 3, 12, 27.
/// </remarks>
public sealed class TorrentBuilder
{
    // Small enough to fetch, large enough that a piece is worth hashing and announcing: 1,500 hashes are a file of 30 kB.
    private const int AimedPieces = 1_500;
    private const int SmallestAutomaticPiece = 16 * 1024;
    private const int LargestAutomaticPiece = 16 * 1024 * 1024;

    private readonly List<(IReadOnlyList<string> Path, long Length)> _files = [];

    /// <summary>A torrent with this name: of its one file, or of the folder around many.</summary>
    public TorrentBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Bytes of all files added.</summary>
    public long TotalLength { get; private set; }

    /// <summary>Bytes of a piece; 0 chooses by <see cref="ChoosePieceLength"/>.</summary>
    public int PieceLength { get; init; }

    /// <summary>Tracker URLs by tier; may be empty.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AnnounceTiers { get; init; } = [];

    /// <summary>Whether peers may come from the trackers alone (BEP 27).</summary>
    public bool IsPrivate { get; init; }

    /// <summary>A word to its users, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>The program that makes it, or null.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When it is made, or null to keep that to oneself; whole seconds are kept.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Bytes of a piece as they will be written: what the caller must hash by.</summary>
    public int EffectivePieceLength => PieceLength > 0 ? PieceLength : ChoosePieceLength(TotalLength);

    /// <summary>The power of two from 16 KiB to 16 MiB that comes to about 1,500 pieces, rather fewer than more.</summary>
    public static int ChoosePieceLength(long totalLength)
    {
        var pieceLength = SmallestAutomaticPiece;
        while (pieceLength < LargestAutomaticPiece && totalLength / pieceLength > AimedPieces)
        {
            pieceLength *= 2;
        }

        return pieceLength;
    }

    /// <summary>Adds a file after those added before. An empty path makes it the torrent's one file, named as the torrent.</summary>
    /// <param name="path">Components below the torrent's folder, the file's name last.</param>
    /// <param name="length">Bytes, zero or more.</param>
    public void AddFile(IReadOnlyList<string> path, long length)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_files.Count > 0 && (path.Count == 0 || _files[0].Path.Count == 0))
        {
            throw new InvalidOperationException("A torrent of one file can't hold another.");
        }

        TotalLength = checked(TotalLength + length);
        _files.Add((path, length));
    }

    /// <summary>Writes the .torrent file.</summary>
    /// <param name="pieceHashes">The SHA-1 of each piece, one after the other.</param>
    /// <exception cref="InvalidOperationException">The torrent would be refused when read; the text says why.</exception>
    public byte[] Build(ReadOnlySpan<byte> pieceHashes)
    {
        var output = new ArrayBufferWriter<byte>(pieceHashes.Length + 1024);
        var writer = new BencodeWriter(output);
        WriteTop(writer, pieceHashes);
        var file = output.WrittenSpan.ToArray();
        return TorrentMetainfo.TryParse(file, out _, out var error) ? file : throw new InvalidOperationException(error.Text);
    }

    private void WriteTop(BencodeWriter writer, ReadOnlySpan<byte> pieceHashes)
    {
        writer.BeginDict();
        WriteTrackers(writer);
        if (!string.IsNullOrEmpty(Comment))
        {
            writer.Write("comment"u8, Comment);
        }

        if (!string.IsNullOrEmpty(CreatedBy))
        {
            writer.Write("created by"u8, CreatedBy);
        }

        if (CreationDate is { } date)
        {
            writer.Write("creation date"u8, date.ToUnixTimeSeconds());
        }

        writer.WriteKey("info"u8);
        WriteInfo(writer, pieceHashes);
        writer.End();
    }

    // "announce-list" only if it says more than "announce".
    private void WriteTrackers(BencodeWriter writer)
    {
        var tiers = AnnounceTiers.Where(tier => tier.Count > 0).ToList();
        if (tiers.Count == 0)
        {
            return;
        }

        writer.Write("announce"u8, tiers[0][0]);
        if (tiers.Count == 1 && tiers[0].Count == 1)
        {
            return;
        }

        writer.WriteKey("announce-list"u8);
        writer.BeginList();
        foreach (var tier in tiers)
        {
            WriteTexts(writer, tier);
        }

        writer.End();
    }

    private void WriteInfo(BencodeWriter writer, ReadOnlySpan<byte> pieceHashes)
    {
        var isSingle = _files.Count == 1 && _files[0].Path.Count == 0;
        writer.BeginDict();
        if (isSingle)
        {
            writer.Write("length"u8, TotalLength);
        }
        else
        {
            writer.WriteKey("files"u8);
            writer.BeginList();
            foreach (var (path, length) in _files)
            {
                writer.BeginDict();
                writer.Write("length"u8, length);
                writer.WriteKey("path"u8);
                WriteTexts(writer, path);
                writer.End();
            }

            writer.End();
        }

        writer.Write("name"u8, Name);
        writer.Write("piece length"u8, EffectivePieceLength);
        writer.Write("pieces"u8, pieceHashes);
        if (IsPrivate)
        {
            writer.Write("private"u8, 1);
        }

        writer.End();
    }

    private static void WriteTexts(BencodeWriter writer, IReadOnlyList<string> texts)
    {
        writer.BeginList();
        foreach (var text in texts)
        {
            writer.WriteText(text);
        }

        writer.End();
    }
}
