using TuiTorrent.Dashboard.Options;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Ssh;

namespace TuiTorrent.Dashboard.Link;

/// <summary>From the options to a door, before the screen is entered: the ssh program may want to ask for a password.</summary>
internal static class DaemonWay
{
    /// <summary>Finds the way that the options name.</summary>
    /// <param name="options">Where the daemon is.</param>
    /// <param name="machine">Name of the machine that this runs on.</param>
    /// <param name="door">The door; nothing is opened yet but the way by ssh.</param>
    /// <returns>Why there is none, a sentence; null if there is.</returns>
    public static string? Find(DashboardOptions options, string machine, out DaemonDoor door)
    {
        door = DaemonDoor.ToSocket(options.Address, machine);
        switch (options.Place)
        {
            case DaemonPlace.Tcp:
                var colon = options.Address.LastIndexOf(':');
                if (colon <= 0 || !ushort.TryParse(options.Address.AsSpan(colon + 1), out var port))
                {
                    return "--tcp wants HOST:PORT.";
                }

                string? password = null;
                if (options.PasswordFile.Length > 0)
                {
                    password = PasswordFile.Read(options.PasswordFile, out var problem);
                    if (problem is not null)
                    {
                        return problem;
                    }
                }

                var host = options.Address[..colon].Trim('[', ']');
                door = DaemonDoor.ToTcp(host, port, options.User.Length > 0 || password is not null ? options.User : null, password);
                return null;
            case DaemonPlace.Ssh:
                var text = options.Address.StartsWith(SshDestination.Scheme, StringComparison.Ordinal) ? options.Address : SshDestination.Scheme + options.Address;
                if (!SshDestination.TryParse(text, out var destination))
                {
                    return "--ssh wants [USER@]HOST[:PORT].";
                }

                var tunnel = new SshTunnel(destination, Environment.GetEnvironmentVariable);
                try
                {
                    Task.Run(() => tunnel.StandAsync(mayAsk: true, CancellationToken.None)).GetAwaiter().GetResult();
                }
                catch (RpcFailedException e)
                {
                    return Core.SafeText.From(e.Message, LinkLimits.MaxName);
                }

                door = DaemonDoor.ToMachine(tunnel);
                return null;
            default:
                return null;
        }
    }
}
