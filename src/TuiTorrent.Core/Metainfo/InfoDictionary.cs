using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Metainfo;

/// <summary>What a checked info dictionary says: the part of a torrent that its hash covers.</summary>
/// <remarks>Invariant: the layout covers exactly the files, and there is one 20-byte hash for each of its pieces.</remarks>
internal sealed record InfoDictionary(
    string Name,
    PieceLayout Layout,
    ReadOnlyMemory<byte> PieceHashes,
    bool IsPrivate,
    bool IsSingleFile,
    IReadOnlyList<TorrentFile> Files);
