namespace TuiTorrent.Rpc.Contract;

/// <summary>Paths and headers that both ends know.</summary>
public static class RpcHeaders
{
    /// <summary>Where Transmission answers, and we too.</summary>
    public const string TransmissionPath = "/transmission/rpc";

    /// <summary>The same under our own name.</summary>
    public const string OwnPath = "/tuitorrent/rpc";

    /// <summary>Proof that a client could read an earlier answer of ours, which a foreign web page can't.</summary>
    public const string SessionId = "X-Transmission-Session-Id";

    /// <summary>With a 409, so that clients know which dialect we speak.</summary>
    public const string RpcVersion = "X-Transmission-Rpc-Version";
}
