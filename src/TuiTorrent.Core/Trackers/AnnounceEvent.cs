namespace TuiTorrent.Core.Trackers;

/// <summary>What an announce tells beside the totals.</summary>
/// <remarks>The values are those of the UDP protocol. Source: BEP 3 "event", BEP 15.</remarks>
public enum AnnounceEvent
{
    /// <summary>One of the regular announces.</summary>
    None = 0,

    /// <summary>The download has just become complete; never told by who started complete.</summary>
    Completed = 1,

    /// <summary>The first announce to this tracker.</summary>
    Started = 2,

    /// <summary>The last announce: the tracker forgets us.</summary>
    Stopped = 3,
}
