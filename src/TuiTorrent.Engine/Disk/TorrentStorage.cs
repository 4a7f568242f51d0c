using TuiTorrent.Core;

namespace TuiTorrent.Engine.Disk;

/// <summary>One torrent's files below one root; made by <see cref="DiskWorkers.Open"/>.</summary>
/// <remarks>
/// To the outside a name for the disk's work. Within: what the disk's threads share, under one lock that is never held across a call of the system.
/// Invariants: a piece is Verified only when its bytes are right and written; Claimed pieces are Verified pieces whose bytes were synced before
/// the state that names them was saved; a partial piece is never Verified.
/// </remarks>
public sealed class TorrentStorage
{
    internal TorrentStorage(StorageLayout layout, string root, Preallocation preallocation)
    {
        Layout = layout;
        Root = root;
        Preallocation = preallocation;
        Verified = new Bitfield(layout.Pieces.PieceCount);
    }

    /// <summary>What the disk knows of the torrent.</summary>
    public StorageLayout Layout { get; }

    /// <summary>The directory that its files lie below.</summary>
    public string Root { get; }

    /// <summary>Whether space is taken first.</summary>
    public Preallocation Preallocation { get; }

    internal Lock Gate { get; } = new();

    internal PathPlan? Paths { get; set; }

    // Under the gate from here on.
    internal Bitfield Verified { get; }
}
