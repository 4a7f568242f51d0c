using TuiTorrent.Core;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Remembers connection ids for their minute, so that many torrents on one UDP tracker need one round trip each instead of two.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class UdpConnectionIds
{
    /// <summary>Trackers within one minute; beyond that the memory starts over, which costs a round trip.</summary>
    private const int Capacity = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<PeerEndpoint, UdpConnectionId> _ids = [];

    /// <summary>The id given by an address, or none.</summary>
    public UdpConnectionId Find(PeerEndpoint tracker)
    {
        lock (_gate)
        {
            return _ids.GetValueOrDefault(tracker);
        }
    }

    /// <summary>Keeps the id, or forgets the address if there is none.</summary>
    public void Keep(PeerEndpoint tracker, UdpConnectionId id)
    {
        lock (_gate)
        {
            if (id == default)
            {
                _ids.Remove(tracker);
                return;
            }

            if (_ids.Count >= Capacity && !_ids.ContainsKey(tracker))
            {
                _ids.Clear();
            }

            _ids[tracker] = id;
        }
    }
}
