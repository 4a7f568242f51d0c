using System.Buffers;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Trackers;

/// <summary>Gathers the peers of one reply: bounded, and only those that <see cref="PeerAddressPolicy"/> accepts.</summary>
/// <remarks>Rents its space from the shared pool: end with <see cref="Take"/>, once.</remarks>
internal ref struct PeerList(AddressScope teller)
{
    /// <summary>Bytes of an IPv4 peer (BEP 23).</summary>
    public const int IPv4Stride = 6;

    /// <summary>Bytes of an IPv6 peer (BEP 7).</summary>
    public const int IPv6Stride = 18;

    private PeerEndpoint[]? _peers;
    private int _count;

    /// <summary>Whether more would be thrown away.</summary>
    public readonly bool IsFull => _count == Limits.MaxPeersPerReply;

    /// <summary>Adds a compact list. One of a wrong length is dropped whole, as nobody can tell where its entries begin.</summary>
    public void AddCompact(ReadOnlySpan<byte> compact, int stride)
    {
        if (compact.Length % stride != 0)
        {
            return;
        }

        for (; compact.Length > 0 && !IsFull; compact = compact[stride..])
        {
            Add(PeerEndpoint.FromCompact(compact[..stride]));
        }
    }

    /// <summary>Adds one peer, unless it is refused or there is no room.</summary>
    public void Add(PeerEndpoint peer)
    {
        if (IsFull || !PeerAddressPolicy.Accepts(peer, teller))
        {
            return;
        }

        _peers ??= ArrayPool<PeerEndpoint>.Shared.Rent(Limits.MaxPeersPerReply);
        _peers[_count++] = peer;
    }

    /// <summary>The peers without <paramref name="ourselves"/>, in an array of their own.</summary>
    public PeerEndpoint[] Take(PeerEndpoint? ourselves)
    {
        if (_peers is null)
        {
            return [];
        }

        var kept = 0;
        foreach (var peer in _peers.AsSpan(0, _count))
        {
            if (peer != ourselves)
            {
                _peers[kept++] = peer;
            }
        }

        var result = _peers.AsSpan(0, kept).ToArray();
        ArrayPool<PeerEndpoint>.Shared.Return(_peers);
        _peers = null;
        return result;
    }
}
