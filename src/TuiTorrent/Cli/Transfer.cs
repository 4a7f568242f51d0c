using TuiTorrent.Core;

namespace TuiTorrent.Cli;

/// <summary>What a transfer is doing.</summary>
internal enum TransferState
{
    /// <summary>Looking at what lies in the directory.</summary>
    Checking,

    /// <summary>Hashing what becomes a torrent.</summary>
    Hashing,

    /// <summary>Fetching what is missing.</summary>
    Downloading,

    /// <summary>Complete.</summary>
    Seeding,

    /// <summary>Ended by an error.</summary>
    Failed,

    /// <summary>Ended by the user, or because all is done.</summary>
    Stopped,
}

/// <summary>One download as it is shown: what progress line and JSON have in common.</summary>
/// <remarks>Immutable. Sizes in bytes, rates in bytes a second.</remarks>
internal sealed record Transfer
{
    /// <summary>Which torrent.</summary>
    public InfoHash InfoHash { get; init; }

    /// <summary>Its name, clean.</summary>
    public required string Name { get; init; }

    /// <summary>What it is doing.</summary>
    public TransferState State { get; init; }

    /// <summary>Verified bytes.</summary>
    public long DoneBytes { get; init; }

    /// <summary>All bytes.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Bytes looked at while checking or hashing.</summary>
    public long CheckedBytes { get; init; }

    /// <summary>Payload coming in.</summary>
    public long DownBytesPerSecond { get; init; }

    /// <summary>Payload going out.</summary>
    public long UpBytesPerSecond { get; init; }

    /// <summary>Payload sent in all runs.</summary>
    public long UploadedBytes { get; init; }

    /// <summary>Connected peers.</summary>
    public int Peers { get; init; }

    /// <summary>Of them, those that speak RC4.</summary>
    public int EncryptedPeers { get; init; }

    /// <summary>How far the present work is, 0 to 1.</summary>
    public double Fraction => TotalBytes <= 0 ? 0 : Math.Clamp((double)(State is TransferState.Checking or TransferState.Hashing ? CheckedBytes : DoneBytes) / TotalBytes, 0, 1);

    /// <summary>Uploaded bytes for each byte of the torrent.</summary>
    public double Ratio => TotalBytes <= 0 ? 0 : (double)UploadedBytes / TotalBytes;

    /// <summary>Seconds until all is there at the present rate; null if nobody knows.</summary>
    public long? SecondsLeft => State == TransferState.Downloading && DownBytesPerSecond > 0 ? (TotalBytes - DoneBytes + DownBytesPerSecond - 1) / DownBytesPerSecond : null;
}
