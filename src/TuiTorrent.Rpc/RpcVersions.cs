namespace TuiTorrent.Rpc;

/// <summary>Which of Transmission's RPC versions we speak.</summary>
public static class RpcVersions
{
    /// <summary>That of 4.1.</summary>
    public const string Semantic = "6.0.0";

    /// <summary>The same in the older counting.</summary>
    public const int Number = 18;

    /// <summary>The oldest that clients may have been written for.</summary>
    public const int Minimum = 14;

    /// <summary>Sonarr and others read the first number and want Transmission's; the brackets say who it really is.</summary>
    public static string Text(string ours) => $"4.1.0 (TuiTorrent {ours})";
}
