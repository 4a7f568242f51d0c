namespace TuiTorrent.Core.Session;

/// <summary>The two values of a rate limit that are no rates. All others are bytes a second.</summary>
public static class RateLimit
{
    /// <summary>No limit.</summary>
    public const long None = 0;

    /// <summary>No payload passes at all: nothing is asked for, or nobody is unchoked. Other messages still come and go.</summary>
    public const long Nothing = -1;
}
