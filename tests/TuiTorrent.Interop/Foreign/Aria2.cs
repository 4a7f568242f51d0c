using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace TuiTorrent.Interop.Foreign;

/// <summary>aria2c, by its RPC. It can't be told of a peer: it is dialled, or asks a tracker.</summary>
internal sealed class Aria2(ForeignOptions options) : ForeignClient(options)
{
    private readonly HttpClient _http = new();
    private readonly int _rpcPort = FreePorts.Take();

    public override Task StartAsync(CancellationToken stop)
    {
        Process = ForeignProcess.Start("aria2c", Options.HomeDirectory, Arguments());
        return WaitAsync(torrent => Options.IsSeeder ? (string?)torrent["seeder"] == "true" : torrent["totalLength"] is not null, stop);
    }

    public override Task WaitCompleteAsync(CancellationToken stop) => WaitAsync(torrent => (string?)torrent["seeder"] == "true", stop);

    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
    }

    private List<string> Arguments()
    {
        var dress = Options.Dress switch
        {
            Dress.Plain => (string[])["--bt-require-crypto=false", "--bt-min-crypto-level=plain"],
            Dress.Rc4 => ["--bt-require-crypto=true", "--bt-min-crypto-level=arc4"],
            _ => [],
        };
        return
        [
            "--no-conf", "--enable-rpc", $"--rpc-listen-port={_rpcPort}", "--rpc-listen-all=false",
            $"--listen-port={Port}", $"--interface={Options.Address}",
            $"--disable-ipv6={(Options.Address.AddressFamily == AddressFamily.InterNetwork ? "true" : "false")}",
            // Without DHT it has no socket for UDP trackers; with no node to begin from, DHT stays silent.
            "--enable-dht=true", $"--dht-listen-port={FreePorts.Take()}", $"--dht-file-path={Path.Combine(Options.HomeDirectory, "dht")}",
            "--enable-dht6=false", "--enable-peer-exchange=false", "--bt-enable-lpd=false",
            "--seed-ratio=0.0", $"--check-integrity={(Options.IsSeeder ? "true" : "false")}", "--allow-overwrite=true",
            "--file-allocation=none", "--disk-cache=0", "--summary-interval=0", "--console-log-level=notice",
            $"--stop-with-process={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}",
            .. dress,
            $"--dir={Options.DataDirectory}", Options.TorrentPath,
        ];
    }

    private Task WaitAsync(Func<JsonNode, bool> isSo, CancellationToken stop) => Polling.UntilAsync(
        async () =>
        {
            Process.ThrowIfExited();
            // With a length: it knows no chunks.
            using var body = new StringContent("""{"jsonrpc":"2.0","id":"1","method":"aria2.tellActive"}""");
            using var response = await _http.PostAsync(new Uri($"http://127.0.0.1:{_rpcPort}/jsonrpc"), body, stop);
            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(stop);
            return answer?["result"]?.AsArray() is [{ } torrent] && isSo(torrent);
        },
        "aria2's torrent",
        stop);
}
