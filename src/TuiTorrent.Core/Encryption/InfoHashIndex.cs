namespace TuiTorrent.Core.Encryption;

/// <summary>The torrents that an incoming handshake may ask for, by info hash and by its MSE digest.</summary>
/// <remarks>
/// Loop thread only, where all handshakes are. The session adds and takes out one torrent when it starts or stops; whatever a handshake found here, the
/// loop asks once more when it is done.
/// The dictionary of digests makes "which torrent?" one look-up, with no time told by the number of torrents (mse.md section 3, B4).
/// </remarks>
public sealed class InfoHashIndex
{
    private readonly Dictionary<InfoHash, InfoHash> _torrents = [];
    private readonly Dictionary<InfoHash, InfoHash> _hashes = [];

    private InfoHashIndex()
    {
    }

    /// <summary>No torrents: every incoming handshake is refused.</summary>
    public static InfoHashIndex Empty { get; } = new();

    /// <summary>Hashes that are known, aliases counted.</summary>
    public int Count => _torrents.Count;

    /// <summary>One hash for each torrent.</summary>
    public static InfoHashIndex Create(IEnumerable<InfoHash> torrents)
    {
        var index = new InfoHashIndex();
        foreach (var torrent in torrents)
        {
            index.Add(torrent, torrent);
        }

        return index;
    }

    /// <summary>Hashes and the torrents that they name: a hybrid torrent has two, registered under one of them.</summary>
    public static InfoHashIndex Create(IEnumerable<KeyValuePair<InfoHash, InfoHash>> torrentsByHash)
    {
        var index = new InfoHashIndex();
        foreach (var (hash, torrent) in torrentsByHash)
        {
            index.Add(hash, torrent);
        }

        return index;
    }

    /// <summary>Whether a peer may ask for this hash.</summary>
    public bool Contains(InfoHash hash) => _torrents.ContainsKey(hash);

    /// <summary>The torrent that a hash of a traditional handshake names.</summary>
    public bool TryResolve(InfoHash hash, out InfoHash torrent) => _torrents.TryGetValue(hash, out torrent);

    /// <summary>The hash whose HASH('req2', hash) is <paramref name="digest"/>: the shared key of an MSE handshake.</summary>
    public bool TryFindByDigest(ReadOnlySpan<byte> digest, out InfoHash hash) => _hashes.TryGetValue(new InfoHash(digest), out hash);

    /// <summary>One more hash and the torrent that it names.</summary>
    internal void Add(InfoHash hash, InfoHash torrent)
    {
        Span<byte> digest = stackalloc byte[MseKeys.HashLength];
        MseKeys.Req2(hash, digest);
        _torrents[hash] = torrent;
        _hashes[new InfoHash(digest)] = hash;
    }

    /// <summary>One hash less.</summary>
    internal void Remove(InfoHash hash)
    {
        Span<byte> digest = stackalloc byte[MseKeys.HashLength];
        MseKeys.Req2(hash, digest);
        _torrents.Remove(hash);
        _hashes.Remove(new InfoHash(digest));
    }
}
