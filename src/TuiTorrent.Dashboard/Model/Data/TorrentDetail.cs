namespace TuiTorrent.Dashboard.Model.Data;

/// <summary>What is asked about the one torrent in focus, as far as the open tab needs it. Parts that were not asked for are empty. All texts are clean.</summary>
internal sealed record TorrentDetail
{
    /// <summary>Of which torrent.</summary>
    public required string Hash { get; init; }

    /// <summary>Files in the torrent's order.</summary>
    public IReadOnlyList<FileItem> Files { get; init; } = [];

    /// <summary>Peers connected.</summary>
    public IReadOnlyList<PeerItem> Peers { get; init; } = [];

    /// <summary>Trackers by tier.</summary>
    public IReadOnlyList<TrackerItem> Trackers { get; init; } = [];

    /// <summary>Bits of the pieces that are there, the first in the highest bit; empty if not asked for.</summary>
    public byte[] Pieces { get; init; } = [];

    /// <summary>How many peers have each piece; -1 where it is ours. Empty if not asked for.</summary>
    public IReadOnlyList<int> Availability { get; init; } = [];

    /// <summary>Pieces in all.</summary>
    public int PieceCount { get; init; }

    /// <summary>Bytes of a piece.</summary>
    public long PieceSize { get; init; }

    /// <summary>The .torrent's comment.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The program that made the .torrent.</summary>
    public string Creator { get; init; } = "";

    /// <summary>When the .torrent was made, in seconds since 1970; 0 for unknown.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Magnet link.</summary>
    public string MagnetLink { get; init; } = "";

    /// <summary>Bytes that did not match their hash.</summary>
    public long CorruptBytes { get; init; }

    /// <summary>Bytes that came twice or for nothing.</summary>
    public long WastedBytes { get; init; }

    /// <summary>Seconds spent downloading.</summary>
    public long SecondsDownloading { get; init; }

    /// <summary>Seconds spent seeding.</summary>
    public long SecondsSeeding { get; init; }

    /// <summary>Bytes a second; 0 for none.</summary>
    public long DownLimit { get; init; }

    /// <summary>Bytes a second; 0 for none.</summary>
    public long UpLimit { get; init; }

    /// <summary>Whether the session's limits count for it, too.</summary>
    public bool HonorsSessionLimits { get; init; } = true;

    /// <summary>Most peers.</summary>
    public int PeerLimit { get; init; }

    /// <summary>Ratio at which it stops; negative for none, NaN for the session's.</summary>
    public double RatioLimit { get; init; } = double.NaN;

    /// <summary>In the order of the file, not the rarest first.</summary>
    public bool IsSequential { get; init; }

    /// <summary>Why it stands still, the likeliest cause first.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];
}

/// <summary>A file.</summary>
/// <param name="Index">In the torrent.</param>
/// <param name="Path">With "/" between its parts, the torrent's name first.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Done">Bytes that are there.</param>
/// <param name="IsWanted">Or skipped.</param>
/// <param name="Priority">-1 low, 0 normal, 1 high.</param>
internal sealed record FileItem(int Index, string Path, long Length, long Done, bool IsWanted, int Priority);

/// <summary>How the bytes of a connection travel.</summary>
internal enum PeerCipher
{
    /// <summary>A traditional handshake.</summary>
    Plain,

    /// <summary>MSE, and RC4 after it.</summary>
    Rc4,

    /// <summary>MSE for the handshake alone.</summary>
    MsePlaintext,
}

/// <summary>A connected peer.</summary>
internal sealed record PeerItem
{
    /// <summary>Address and port.</summary>
    public required string Address { get; init; }

    /// <summary>Its program.</summary>
    public string Client { get; init; } = "";

    /// <summary>Transmission's letters.</summary>
    public string Flags { get; init; } = "";

    /// <summary>How its bytes travel.</summary>
    public PeerCipher Cipher { get; init; }

    /// <summary>It came to us.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>What it has, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Bytes a second to us.</summary>
    public long DownRate { get; init; }

    /// <summary>Bytes a second to it.</summary>
    public long UpRate { get; init; }

    /// <summary>Bytes to us.</summary>
    public long Downloaded { get; init; }

    /// <summary>Bytes to it.</summary>
    public long Uploaded { get; init; }

    /// <summary>Since when, in seconds.</summary>
    public long ConnectedSeconds { get; init; }

    /// <summary>It promised blocks and sends none.</summary>
    public bool IsSnubbed { get; init; }

    /// <summary>It chokes us.</summary>
    public bool IsChokingUs { get; init; }

    /// <summary>We choke it.</summary>
    public bool IsChoked { get; init; }

    /// <summary>It wants of us.</summary>
    public bool IsInterested { get; init; }

    /// <summary>We want of it.</summary>
    public bool AreWeInterested { get; init; }
}

/// <summary>A tracker.</summary>
/// <param name="Id">The daemon's number of it.</param>
/// <param name="Tier">From 0.</param>
/// <param name="Url">Its announce address.</param>
/// <param name="Host">Its name.</param>
/// <param name="State">0 idle, 1 waiting, 2 queued, 3 announcing.</param>
/// <param name="LastResult">Its last answer in words; "" before the first.</param>
/// <param name="IsLastGood">Whether that was an answer.</param>
/// <param name="LastAt">Seconds since 1970; 0 for never.</param>
/// <param name="NextAt">Seconds since 1970; 0 for not planned.</param>
/// <param name="Seeds">-1 where it does not say.</param>
/// <param name="Leechers">-1 where it does not say.</param>
/// <param name="PeersReceived">By the last answer.</param>
internal sealed record TrackerItem(
    int Id, int Tier, string Url, string Host, int State, string LastResult, bool IsLastGood, long LastAt, long NextAt, int Seeds, int Leechers, int PeersReceived);

/// <summary>Why a torrent stands still.</summary>
/// <param name="Code">Stable: see tuitorrent-protocol(7).</param>
/// <param name="Text">For people.</param>
/// <param name="Remedy">What helps.</param>
internal sealed record Cause(string Code, string Text, string Remedy);
