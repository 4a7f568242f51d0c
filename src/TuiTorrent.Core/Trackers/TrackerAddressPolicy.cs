using System.Net;

namespace TuiTorrent.Core.Trackers;

/// <summary>The scopes that a tracker's URL may lead to.</summary>
[Flags]
public enum TrackerReach
{
    /// <summary>Nowhere: the URL is refused.</summary>
    None = 0,

    /// <summary><see cref="AddressScope.Public"/>.</summary>
    Public = 1,

    /// <summary><see cref="AddressScope.Private"/>.</summary>
    Private = 2,

    /// <summary><see cref="AddressScope.Loopback"/>.</summary>
    Loopback = 4,
}

/// <summary>Which addresses a tracker's URL may make us connect to, so that a torrent can't aim us at services in the house.</summary>
/// <remarks>
/// A private address written in the URL is a home tracker and is fine; loopback only under the path "/announce", at which nothing but a tracker listens.
/// A home name (no dot, or .local, .lan, .home, .internal, .home.arpa) may lead to both; any other name only to the internet.
/// Judge the URL by <see cref="ReachOf"/>, each redirect by <see cref="AfterRedirect"/>, and each resolved address by <see cref="Allows"/> at the moment of connecting.
/// </remarks>
public static class TrackerAddressPolicy
{
    private static readonly string[] HomeSuffixes = [".local", ".lan", ".home", ".internal", ".home.arpa"];

    /// <summary>Where the URL as it stands in the torrent may lead.</summary>
    public static TrackerReach ReachOf(Uri tracker)
    {
        if (tracker.Scheme is not ("http" or "https" or "udp"))
        {
            return TrackerReach.None;
        }

        var loopback = IsAnnouncePath(tracker) ? TrackerReach.Loopback : TrackerReach.None;
        var host = tracker.IdnHost.TrimEnd('.');
        if (host.Length == 0)
        {
            return TrackerReach.None;
        }

        // Takes the forms of inet_aton too: 2130706433, 0x7f.1, 127.1.
        if (IPAddress.TryParse(host, out var literal))
        {
            return ReachOf(literal) & (TrackerReach.Public | TrackerReach.Private | loopback);
        }

        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return loopback;
        }

        return IsHomeName(host) ? TrackerReach.Public | TrackerReach.Private | loopback : TrackerReach.Public;
    }

    /// <summary>Where a redirect may lead: to the internet, and no deeper into the house than the URL before it.</summary>
    public static TrackerReach AfterRedirect(TrackerReach before, Uri target) => ReachOf(target) & (before | TrackerReach.Public);

    /// <summary>Whether to connect to an address that the name resolved to.</summary>
    public static bool Allows(TrackerReach reach, IPAddress resolved) => (ReachOf(resolved) & reach) != 0;

    private static TrackerReach ReachOf(IPAddress address) => AddressScopes.Of(PeerEndpoint.From(address, 0)) switch
    {
        AddressScope.Public => TrackerReach.Public,
        AddressScope.Private => TrackerReach.Private,
        AddressScope.Loopback => TrackerReach.Loopback,
        _ => TrackerReach.None,
    };

    private static bool IsAnnouncePath(Uri tracker) =>
        tracker.AbsolutePath == "/announce" || tracker.Scheme == "udp" && tracker.AbsolutePath is "" or "/";

    private static bool IsHomeName(string host)
    {
        if (!host.Contains('.'))
        {
            return true;
        }

        foreach (var suffix in HomeSuffixes)
        {
            if (host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
