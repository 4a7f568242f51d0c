using System.Net;

namespace TuiTorrent.Rpc.Gate;

/// <summary>Who may ask. Immutable.</summary>
public sealed record GateSettings
{
    /// <summary>Names that a Host header may say beside the connection's own address: "seedbox.lan" for our own port or none, "torrents.example.org:8443" for just that port (a proxy's).</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>From where TCP callers may come, beside this machine itself; empty for nowhere else.</summary>
    public IReadOnlyList<IPNetwork> Sources { get; init; } = [];

    /// <summary>For TCP callers; null for none.</summary>
    public Credentials? Credentials { get; init; }
}

/// <summary>What TCP callers must know.</summary>
/// <param name="UserName">May be empty.</param>
/// <param name="Password">Only its hash.</param>
public sealed record Credentials(string UserName, PasswordHash Password);
