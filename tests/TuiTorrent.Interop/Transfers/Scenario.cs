using TuiTorrent.Interop.Foreign;

namespace TuiTorrent.Interop.Transfers;

/// <summary>What we do in a transfer.</summary>
public enum OurRole
{
    Leecher,
    Seeder,
}

/// <summary>How the two find each other.</summary>
public enum Route
{
    /// <summary>We are told their address and dial it.</summary>
    WeDial,

    /// <summary>They are told ours.</summary>
    TheyDial,

    /// <summary>They announce first, we ask an HTTP tracker.</summary>
    HttpTrackerTellsUs,

    /// <summary>They announce first, we ask a UDP tracker.</summary>
    UdpTrackerTellsUs,

    /// <summary>We announce first, they ask an HTTP tracker.</summary>
    HttpTrackerTellsThem,

    /// <summary>We announce first, they ask a UDP tracker.</summary>
    UdpTrackerTellsThem,
}

/// <summary>Which IP.</summary>
public enum Family
{
    IPv4,
    IPv6,
}

/// <summary>One transfer between a foreign program and us.</summary>
public sealed record Scenario(ForeignKind Foreign, OurRole Ours, Dress Dress, Route Route, Family Family = Family.IPv4)
{
    /// <summary>Whether the tracker is asked.</summary>
    public bool UsesTracker => Route is not (Route.WeDial or Route.TheyDial);

    /// <summary>Whether the tracker is asked by UDP.</summary>
    public bool UsesUdp => Route is Route.UdpTrackerTellsUs or Route.UdpTrackerTellsThem;

    /// <summary>Whether we are there first, and they come to us.</summary>
    public bool TheyCome => Route is Route.TheyDial or Route.HttpTrackerTellsThem or Route.UdpTrackerTellsThem;

    public override string ToString() => $"{Foreign} {(Ours == OurRole.Leecher ? "seeds" : "leeches")}, {Dress}, {Route}, {Family}";
}
