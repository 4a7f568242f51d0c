namespace TuiTorrent.Core.Swarm;

/// <summary>How much a piece is wanted: a byte, since a torrent may have two million of them.</summary>
public static class PiecePriority
{
    /// <summary>Not at all: never asked for, but kept and given if it is there.</summary>
    public const byte Skip = 0;

    /// <summary>After the others.</summary>
    public const byte Low = 1;

    /// <summary>As usual.</summary>
    public const byte Normal = 2;

    /// <summary>Before the others.</summary>
    public const byte High = 3;

    /// <summary>Levels of wanted pieces; 0 comes first.</summary>
    internal const int Levels = 3;

    /// <summary>The level of <see cref="Normal"/>.</summary>
    internal const int UsualLevel = High - Normal;

    /// <summary>The level of what is skipped.</summary>
    internal const int NoLevel = High - Skip;

    /// <summary>The place of a priority in the order of fetching.</summary>
    internal static int LevelOf(byte priority) => High - priority;
}
