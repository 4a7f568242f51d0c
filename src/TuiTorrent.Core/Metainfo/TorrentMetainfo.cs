using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Metainfo;

/// <summary>A .torrent file, read and checked.</summary>
/// <remarks>
/// Immutable, any thread. It keeps the file's bytes and hands out slices of them: the caller must not change them afterwards. Texts are
/// untrusted and may hold control characters. Source: BEP 3, 12, 27, 47.
/// </remarks>
public sealed class TorrentMetainfo
{
    private readonly InfoDictionary _info;

    internal TorrentMetainfo(InfoDictionary info, ReadOnlyMemory<byte> source, ReadOnlyMemory<byte> infoBytes)
    {
        _info = info;
        Source = source;
        InfoBytes = infoBytes;
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(infoBytes.Span, hash);
        InfoHash = new InfoHash(hash);
    }

    /// <summary>The SHA-1 of <see cref="InfoBytes"/>.</summary>
    public InfoHash InfoHash { get; }

    /// <summary>The file's name, or that of the folder around many; never empty. Untrusted text.</summary>
    public string Name => _info.Name;

    /// <summary>How the bytes of all files fall into pieces.</summary>
    public PieceLayout Layout => _info.Layout;

    /// <summary>Whether peers may come from the trackers alone (BEP 27).</summary>
    public bool IsPrivate => _info.IsPrivate;

    /// <summary>Whether it is one file without a folder.</summary>
    public bool IsSingleFile => _info.IsSingleFile;

    /// <summary>The files in the order of their bytes, pads and links included; at least one has content.</summary>
    public IReadOnlyList<TorrentFile> Files => _info.Files;

    /// <summary>Tracker URLs (http, https, udp) by tier, each once; empty if there are none. "announce" counts only without a usable "announce-list" (BEP 12).</summary>
    public IReadOnlyList<IReadOnlyList<string>> AnnounceTiers { get; internal init; } = [];

    /// <summary>What its maker says of it, cut to 4 KiB, or null. Untrusted text.</summary>
    public string? Comment { get; internal init; }

    /// <summary>The program that made it, cut to 4 KiB, or null. Untrusted text.</summary>
    public string? CreatedBy { get; internal init; }

    /// <summary>When it was made, or null if it doesn't say or says nothing possible.</summary>
    public DateTimeOffset? CreationDate { get; internal init; }

    /// <summary>Web seeds it names (BEP 19), which aren't used.</summary>
    public int WebSeedCount { get; internal init; }

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    /// <summary>The info dictionary as it stands in <see cref="Source"/>.</summary>
    public ReadOnlyMemory<byte> InfoBytes { get; }

    /// <summary>The SHA-1 that a piece must have.</summary>
    public ReadOnlySpan<byte> PieceHash(int piece) => _info.PieceHashes.Span.Slice(piece * SHA1.HashSizeInBytes, SHA1.HashSizeInBytes);

    /// <summary>Reads a .torrent file; if it can't be used, <paramref name="error"/> says why. Never throws on any bytes.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out TorrentMetainfo? metainfo, out MetainfoError error) =>
        new MetainfoReader(file).TryRead(out metainfo, out error);
}
