using TuiTorrent.Config;
using TuiTorrent.Daemon;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>Where daemons may listen, the preferred one first, and where one that is started writes its log.</summary>
/// <param name="Addresses">In the order in which they are tried.</param>
/// <param name="User">This user's own among them.</param>
/// <param name="Preference">Whose is preferred; where that is the system's, none is started.</param>
/// <param name="LogPath">For what a daemon in the background prints; null if the user has no home.</param>
internal sealed record DaemonAddresses(IReadOnlyList<RpcAddress> Addresses, RpcAddress User, DaemonPreference Preference, string? LogPath)
{
    /// <summary>As environment and config.toml say. Errors in config.toml are the daemon's to tell.</summary>
    public static DaemonAddresses Read(Func<string, string?> environment)
    {
        var settings = SettingsLoader.Load(null, environment, [], []);
        var places = new DaemonPlaces(environment);
        var socket = (settings.Socket.Length > 0 ? places.Expand(settings.Socket, "daemon.socket", []) : null) ?? places.Socket;
        var (user, system) = (RpcAddress.Unix(socket), RpcAddress.Unix(RpcSocket.SystemPath));
        return new DaemonAddresses(settings.Prefer == DaemonPreference.System ? [system, user] : [user, system], user, settings.Prefer, places.LogFile);
    }
}
