using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Dashboard.Link;

/// <summary>How long to wait before a lost daemon is tried again: 1, 2, 3, 5, then up to a limit.</summary>
internal static class RetryPace
{
    private static readonly int[] Seconds = [1, 2, 3, 5, 5, 5, 10, 20, 30];

    /// <summary>A wrong password does not become right by itself, and daemons shut out who tries many.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <summary>Something else has taken the daemon's place.</summary>
    private static readonly TimeSpan AfterStranger = TimeSpan.FromSeconds(30);

    /// <summary>The time to wait.</summary>
    /// <param name="tries">Tries that failed since the daemon was lost.</param>
    /// <param name="failure">Why the last one did.</param>
    /// <param name="longest">The limit for daemons that are not there.</param>
    public static TimeSpan After(int tries, RpcFailure failure, TimeSpan longest) => failure switch
    {
        RpcFailure.WrongPassword or RpcFailure.NotAllowed => AfterRefusal,
        RpcFailure.NotADaemon => AfterStranger,
        _ => TimeSpan.FromSeconds(Math.Min(Seconds[Math.Clamp(tries, 0, Seconds.Length - 1)], longest.TotalSeconds)),
    };
}
