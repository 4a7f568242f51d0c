using System.Net;
using TuiTorrent.Rpc.Gate;

namespace TuiTorrent.Daemon.Http;

/// <summary>Where the daemon answers, and whom. Immutable.</summary>
internal sealed record RpcHostSettings
{
    /// <summary>Its directory must exist and be closed to strangers (see <see cref="Rpc.Contract.RpcSocket"/>).</summary>
    public required string UnixSocketPath { get; init; }

    /// <summary>0600, or 0660 for a system's daemon that serves a group.</summary>
    public UnixFileMode SocketMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>TCP addresses; none unless the user asked for some. Any but loopback needs a password and <see cref="AllowedSources"/>.</summary>
    public IReadOnlyList<IPEndPoint> TcpEndpoints { get; init; } = [];

    /// <summary>Names that a Host header may say, see <see cref="GateSettings.HostNames"/>.</summary>
    public IReadOnlyList<string> AllowedHostNames { get; init; } = [];

    /// <summary>From where TCP callers may come beside this machine.</summary>
    public IReadOnlyList<IPNetwork> AllowedSources { get; init; } = [];

    /// <summary>For TCP callers; counts if there is a <see cref="PasswordHash"/>.</summary>
    public string UserName { get; init; } = "";

    /// <summary>For TCP callers, as <see cref="Rpc.Gate.PasswordHash.ToString"/> writes it; null for no password.</summary>
    public string? PasswordHash { get; init; }
}
