using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Swarm;

/// <summary>A peer of one torrent, from the end of its handshake to the end of its connection.</summary>
/// <remarks>Loop thread only. Who chokes and wants whom is named from our side: "am" is us, "peer" is them (BEP 3).</remarks>
public sealed class Peer
{
    private static readonly HashSet<int> None = [];

    private HashSet<int>? _allowedFast;
    private int[]? _fetchableChoked;
    private long _fetchableChokedBytes;

    internal Peer(PeerConnection connection, int pieceCount)
    {
        Connection = connection;
        Pieces = new Bitfield(pieceCount);
        SupportsFast = (connection.TheirReserved & ReservedBits.Fast) != 0;
        SupportsExtensions = (connection.TheirReserved & ReservedBits.Extensions) != 0;
    }

    /// <summary>The way to the peer.</summary>
    public PeerConnection Connection { get; }

    /// <summary>What the peer has.</summary>
    public Bitfield Pieces { get; }

    /// <summary>BEP 6 was agreed on.</summary>
    public bool SupportsFast { get; }

    /// <summary>BEP 10 was agreed on.</summary>
    public bool SupportsExtensions { get; }

    /// <summary>We refuse to upload to it.</summary>
    public bool AmChoking { get; internal set; } = true;

    /// <summary>It has something that we lack, and we said so.</summary>
    public bool AmInterested { get; internal set; }

    /// <summary>It refuses to upload to us.</summary>
    public bool PeerChoking { get; internal set; } = true;

    /// <summary>It wants something of us.</summary>
    public bool PeerInterested { get; internal set; }

    /// <summary>Its client, scrubbed; empty until it told (BEP 10 "v").</summary>
    public string Client { get; internal set; } = "";

    /// <summary>Its client by its own word, else by its peer id; empty if neither tells. Clean.</summary>
    public string ClientName => Client.Length > 0 ? Client : PeerIdStyle.ClientOf(Connection.TheirPeerId);

    /// <summary>Where we heard of it: who came to us and is in no list is <see cref="PeerSource.Incoming"/>.</summary>
    public PeerSource Source => Connection.Known?.Source ?? PeerSource.Incoming;

    /// <summary>Asked for something, it gave nothing for long.</summary>
    public bool IsSnubbed => Requests.IsSnubbed;

    /// <summary>It said that it will not download (BEP 21).</summary>
    public bool IsUploadOnly { get; internal set; }

    /// <summary>A piece that it helped with was wrong: it gets pieces of its own until one is right.</summary>
    public bool IsOnParole { get; internal set; }

    /// <summary>Wrong pieces that it helped with.</summary>
    public int FailedPieces { get; internal set; }

    /// <summary>Payload from it.</summary>
    public RateMeter Download { get; } = new();

    /// <summary>Payload to it.</summary>
    public RateMeter Upload { get; } = new();

    /// <summary>What we asked it for.</summary>
    public RequestPipeline Requests { get; } = new();

    /// <summary>What it asked us for.</summary>
    public UploadQueue Uploads { get; } = new();

    /// <summary>Blocks being read from disk for it.</summary>
    public int ReadsUnderWay { get; internal set; }

    /// <summary>When its handshake was done; ms.</summary>
    public long JoinedAtMs { get; internal init; }

    /// <summary>When we last unchoked it; ms.</summary>
    public long UnchokedAtMs { get; internal set; }

    /// <summary>When either side last wanted something of the other, to ten seconds; ms.</summary>
    public long LastUsefulMs { get; internal set; }

    /// <summary>Whether the first message after the handshake has come (a bitfield is only right there).</summary>
    internal bool HasSpoken { get; set; }

    /// <summary>The port at which it can be dialled, by its own word; 0 if not told.</summary>
    internal ushort ListenPort { get; set; }

    /// <summary>Its extended handshake has come.</summary>
    internal bool HasExtendedHandshake { get; set; }

    /// <summary>It has everything.</summary>
    public bool IsSeed => Pieces.IsFull;

    /// <summary>Whether a piece can be asked of it now.</summary>
    public bool Offers(int piece) => Pieces[piece] && (!PeerChoking || _allowedFast?.Contains(piece) == true);

    /// <summary>Whether any block can be asked of it now.</summary>
    public bool CanBeAsked => AmInterested && (!PeerChoking || _allowedFast is { Count: > 0 });

    /// <summary>The pieces that it lets us fetch although it chokes us (BEP 6).</summary>
    internal HashSet<int> AllowedFast => _allowedFast ?? None;

    /// <summary>Whether we let it fetch a part of a piece although we choke it (BEP 6): each byte twice in all, for it may fail once.</summary>
    internal bool TryFetchChoked(int piece, int length)
    {
        if (_fetchableChoked is null || !_fetchableChoked.AsSpan().Contains(piece) || _fetchableChokedBytes < length)
        {
            return false;
        }

        _fetchableChokedBytes -= length;
        return true;
    }

    /// <summary>The pieces that we told it to be allowed fast; empty for none.</summary>
    internal void SetFetchableChoked(ReadOnlySpan<int> pieces, int pieceLength)
    {
        _fetchableChoked = pieces.IsEmpty ? null : pieces.ToArray();
        _fetchableChokedBytes = 2L * pieces.Length * pieceLength;
    }

    /// <summary>The peer rejected what it had allowed.</summary>
    internal void DisallowFast(int piece) => _allowedFast?.Remove(piece);

    /// <summary>The peer lets us fetch a piece although it chokes us (BEP 6); kept to a bounded number.</summary>
    internal void AllowFast(int piece)
    {
        _allowedFast ??= [];
        if (_allowedFast.Count < Limits.MaxAllowedFast)
        {
            _allowedFast.Add(piece);
        }
    }
}
