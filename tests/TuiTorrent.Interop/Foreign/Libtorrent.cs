using System.Text.Json;
using System.Text.Json.Nodes;
using TuiTorrent.Core;

namespace TuiTorrent.Interop.Foreign;

/// <summary>libtorrent, by a small Python script that prints one JSON object an event and takes commands on its standard input.</summary>
internal sealed class Libtorrent(ForeignOptions options) : ForeignClient(options)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async Task StartAsync(CancellationToken stop)
    {
        var settings = new JsonObject
        {
            ["torrent"] = Options.TorrentPath,
            ["directory"] = Options.DataDirectory,
            ["listen"] = Endpoint.ToString(),
            ["dress"] = Options.Dress.ToString(),
            ["seeder"] = Options.IsSeeder,
        };
        Process = ForeignProcess.Start(Programs.Python, Options.HomeDirectory, ["-u", Scripts.PathOf("libtorrent_peer.py"), settings.ToJsonString()], Hear);
        await WaitAsync(_ready.Task, "libtorrent to be ready", stop);
    }

    public override Task WaitCompleteAsync(CancellationToken stop) => WaitAsync(_complete.Task, "libtorrent to finish", stop);

    public override Task DialAsync(PeerEndpoint peer) => Process.WriteLineAsync($"connect {peer.ToIPAddress()} {peer.Port}");

    private static async Task WaitAsync(Task task, string what, CancellationToken stop)
    {
        try
        {
            await task.WaitAsync(stop);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"still waiting for {what}", e);
        }
    }

    private void Hear(string line)
    {
        try
        {
            switch ((string?)JsonNode.Parse(line)?["event"])
            {
                case "ready":
                    _ready.TrySetResult();
                    break;
                case "complete":
                    _complete.TrySetResult();
                    break;
            }
        }
        catch (JsonException)
        {
            // Python's own words: they are in the log.
        }
    }
}
