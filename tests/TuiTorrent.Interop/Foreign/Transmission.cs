using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TuiTorrent.Interop.Foreign;

/// <summary>transmission-daemon, by its RPC.</summary>
/// <remarks>
/// It never dials loopback addresses ("martian" to it), and encryption can't be switched off: "plain" is its "tolerated".
/// Source: Transmission's rpc-spec.txt.
/// </remarks>
internal sealed class Transmission(ForeignOptions options) : ForeignClient(options)
{
    private const string SessionHeader = "X-Transmission-Session-Id";

    private readonly HttpClient _http = new();
    private readonly int _rpcPort = FreePorts.Take();

    public override async Task StartAsync(CancellationToken stop)
    {
        await File.WriteAllTextAsync(Path.Combine(Options.HomeDirectory, "settings.json"), Settings().ToJsonString(), stop);
        Process = ForeignProcess.Start("transmission-daemon", Options.HomeDirectory, ["-f", "-g", Options.HomeDirectory, "--log-info"]);
        await Polling.UntilAsync(async () => await CallAsync("session-get", [], stop) is not null, "transmission's RPC", stop);
        await CallAsync("torrent-add", new JsonObject
        {
            ["metainfo"] = Convert.ToBase64String(await File.ReadAllBytesAsync(Options.TorrentPath, stop)),
            ["download-dir"] = Options.DataDirectory,
        }, stop);
        await WaitAsync(t => Status(t) == (Options.IsSeeder ? "seeding" : "downloading"), stop);
    }

    public override Task WaitCompleteAsync(CancellationToken stop) => WaitAsync(t => Status(t) == "seeding" && (long?)t["leftUntilDone"] == 0, stop);

    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
    }

    // Codes of rpc-spec.txt, section 3.3, "status".
    private static string Status(JsonNode torrent) => (int?)torrent["status"] switch
    {
        4 => "downloading",
        6 => "seeding",
        _ => "",
    };

    private Task WaitAsync(Func<JsonNode, bool> isSo, CancellationToken stop) => Polling.UntilAsync(
        async () =>
        {
            var answer = await CallAsync("torrent-get", new JsonObject { ["fields"] = new JsonArray("status", "leftUntilDone", "errorString") }, stop);
            return answer?["torrents"]?.AsArray() is [{ } torrent] && isSo(torrent);
        },
        "transmission's torrent",
        stop);

    private JsonObject Settings() => new()
    {
        ["rpc-bind-address"] = "127.0.0.1",
        ["rpc-port"] = _rpcPort,
        ["peer-port"] = Port,
        ["bind-address-ipv4"] = "127.0.0.1",
        ["bind-address-ipv6"] = "::1",
        ["encryption"] = Options.Dress switch
        {
            Dress.Plain => 0,
            Dress.Rc4 => 2,
            _ => 1,
        },
        ["dht-enabled"] = false,
        ["lpd-enabled"] = false,
        ["pex-enabled"] = false,
        ["utp-enabled"] = false,
        ["port-forwarding-enabled"] = false,
        ["ratio-limit-enabled"] = false,
        ["preallocation"] = 0,
        ["download-dir"] = Options.DataDirectory,
    };

    private async Task<JsonNode?> CallAsync(string method, JsonObject arguments, CancellationToken stop)
    {
        Process.ThrowIfExited();
        while (true)
        {
            using var body = JsonContent.Create<JsonNode>(new JsonObject { ["method"] = method, ["arguments"] = arguments.DeepClone() });
            using var response = await _http.PostAsync(new Uri($"http://127.0.0.1:{_rpcPort}/transmission/rpc"), body, stop);
            if (response.StatusCode == HttpStatusCode.Conflict)
            {
                // The first call is refused, and told the id to come back with.
                _http.DefaultRequestHeaders.Remove(SessionHeader);
                _http.DefaultRequestHeaders.Add(SessionHeader, response.Headers.GetValues(SessionHeader).Single());
                continue;
            }

            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(stop);
            return (string?)answer?["result"] == "success"
                ? answer["arguments"]
                : throw new InvalidOperationException($"transmission refused {method}: {answer}");
        }
    }
}
