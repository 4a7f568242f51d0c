using System.CommandLine;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent daemon-socket`: what --host ssh:// runs on the other machine.</summary>
internal static class SocketVerb
{
    /// <summary>With its options.</summary>
    public static Verb Create() => RemoteVerb.Create(new Command("daemon-socket", "Print the path of the daemon's socket."), "daemon-socket", """
        A daemon is started if none answers. This is what '--host ssh://HOST' runs on
        HOST to find the daemon there.
        """, async call =>
    {
        await call.ConnectAsync().ConfigureAwait(false);
        var path = call.Target.Machine is null ? call.Address!.SocketPath : null;
        call.Print(path ?? throw CommandStopException.Failed("this daemon is reached over the network; its socket is another machine's."));
        return ExitCode.Complete;
    }, prints: false);
}
