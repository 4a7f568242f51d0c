using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote;

/// <summary>Says in one line whether a daemon runs.</summary>
internal static class DaemonGreeting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The line. None is started.</summary>
    public static async Task<string> RenderAsync(Surroundings surroundings)
    {
        using var patience = new CancellationTokenSource(Patience, surroundings.Time);
        await using var daemon = new DaemonLink(new RemoteTarget(null, null, null, MayStart: false), surroundings);
        try
        {
            await daemon.ConnectAsync(patience.Token).ConfigureAwait(false);
            return $"A daemon runs at {JsonFields.Clean(daemon.Address!.ToString())}; 'tuitorrent list' shows its torrents.";
        }
        catch (RpcFailedException e) when (e.Failure == RpcFailure.NobodyListens)
        {
            return "No daemon runs; 'tuitorrent add' starts one.";
        }
        catch (RpcFailedException e)
        {
            return JsonFields.Clean(e.Message);
        }
        catch (OperationCanceledException)
        {
            return $"A daemon does not answer within {Patience.TotalSeconds:0} seconds.";
        }
    }
}
