using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Swarm;

/// <content>What one may want to know of it: counted along the way where that is cheap, else when somebody asks.</content>
public sealed partial class Torrent
{
    private TorrentStatus _phase = TorrentStatus.Stopped;
    private long _phaseBeganMs;
    private long _downloadingMs;
    private long _seedingMs;

    /// <summary>When payload last came or went in this session, monotonic ms; null if it did not.</summary>
    public long? LastPayloadMs { get; private set; }

    /// <summary>Bytes of pieces that were wrong, in this session.</summary>
    public long CorruptBytes { get; private set; }

    /// <summary>Seconds that it has been downloading in this session.</summary>
    public long SecondsDownloading(long nowMs) => (_downloadingMs + SinceMs(nowMs, TorrentStatus.Downloading)) / 1000;

    /// <summary>Seconds that it has been seeding in this session.</summary>
    public long SecondsSeeding(long nowMs) => (_seedingMs + SinceMs(nowMs, TorrentStatus.Seeding)) / 1000;

    /// <summary>Connected peers from which payload came in the last seconds, and those to which it went.</summary>
    public (int Sending, int Getting) CountActivePeers(long nowMs)
    {
        var (sending, getting) = (0, 0);
        foreach (var peer in _peers)
        {
            sending += peer.Download.BytesPerSecond(nowMs) > 0 ? 1 : 0;
            getting += peer.Upload.BytesPerSecond(nowMs) > 0 ? 1 : 0;
        }

        return (sending, getting);
    }

    /// <summary>Connected peers that have everything.</summary>
    public int CountSeeds()
    {
        var seeds = 0;
        foreach (var peer in _peers)
        {
            seeds += peer.IsSeed ? 1 : 0;
        }

        return seeds;
    }

    /// <summary>Of the wanted bytes that are missing, those that a connected peer has. One look at each piece, unless a seed is there.</summary>
    public long CountAvailableBytes()
    {
        if (IsFinished || CountSeeds() > 0)
        {
            return LeftBytes;
        }

        long bytes = 0;
        for (var piece = 0; _peers.Count > 0 && piece < Layout.PieceCount; piece++)
        {
            bytes += Picker.Availability(piece) > 0 && Picker.Lacks(piece) ? Layout.PieceSize(piece) : 0;
        }

        return bytes;
    }

    /// <summary>Received bytes of pieces that are not verified.</summary>
    public long CountUnverifiedBytes()
    {
        long bytes = 0;
        foreach (var partial in Picker.Partials)
        {
            for (var block = 0; block < partial.BlockCount; block++)
            {
                bytes += partial[block] == BlockState.Received ? Layout.BlockSize(partial.Piece, block) : 0;
            }
        }

        return bytes;
    }

    /// <summary>Tells for each piece how many connected peers have it, -1 where we have it ourselves.</summary>
    /// <param name="perPiece">One place for each piece.</param>
    public void CopyAvailability(Span<short> perPiece)
    {
        var seeds = CountSeeds();
        for (var piece = 0; piece < Layout.PieceCount; piece++)
        {
            perPiece[piece] = Picker.Have[piece] ? (short)-1 : (short)Math.Min(short.MaxValue, seeds + Picker.Availability(piece));
        }
    }

    /// <summary>Ranges of wanted pieces that are missing and that no connected peer has, as first and last index; at most <paramref name="most"/>.</summary>
    /// <param name="most">Ranges that are told.</param>
    /// <param name="bytes">Of all such pieces, told or not.</param>
    public IReadOnlyList<(int First, int Last)> FindUnavailable(int most, out long bytes)
    {
        bytes = 0;
        var ranges = new List<(int First, int Last)>();
        if (CountSeeds() > 0)
        {
            return ranges;
        }

        for (var piece = 0; piece < Layout.PieceCount; piece++)
        {
            if (!Picker.Lacks(piece) || Picker.Availability(piece) > 0)
            {
                continue;
            }

            bytes += Layout.PieceSize(piece);
            if (ranges.Count > 0 && ranges[^1].Last == piece - 1)
            {
                ranges[^1] = (ranges[^1].First, piece);
            }
            else if (ranges.Count < most)
            {
                ranges.Add((piece, piece));
            }
        }

        return ranges;
    }

    /// <summary>What it does may have changed: the time until now belongs to what it did before.</summary>
    private void NotePhase(long nowMs)
    {
        _downloadingMs += SinceMs(nowMs, TorrentStatus.Downloading);
        _seedingMs += SinceMs(nowMs, TorrentStatus.Seeding);
        _phase = Status;
        _phaseBeganMs = nowMs;
    }

    private long SinceMs(long nowMs, TorrentStatus phase) => _phase == phase ? nowMs - _phaseBeganMs : 0;
}
