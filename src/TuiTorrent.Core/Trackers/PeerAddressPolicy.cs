namespace TuiTorrent.Core.Trackers;

/// <summary>Which peers a tracker may make us connect to.</summary>
/// <remarks>A tracker on the internet has no business naming machines in our home: else it could use us to knock at them.</remarks>
public static class PeerAddressPolicy
{
    private const ushort Smtp = 25;

    /// <summary>Whether to keep a peer told by a tracker (or another peer) whose own address has scope <paramref name="teller"/>.</summary>
    /// <remarks>
    /// Loopback peers come only from a tracker on loopback, private ones from there or a private network.
    /// Port 0 can't be dialled; connections to port 25 end up on lists of spam senders.
    /// </remarks>
    public static bool Accepts(PeerEndpoint peer, AddressScope teller) => peer.Port is not (0 or Smtp)
        && AddressScopes.Of(peer) switch
        {
            AddressScope.Public => true,
            AddressScope.Private => teller is AddressScope.Private or AddressScope.Loopback,
            AddressScope.Loopback => teller is AddressScope.Loopback,
            _ => false,
        };
}
