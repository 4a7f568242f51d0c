using System.Globalization;
using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Interop.Foreign;

/// <summary>opentracker on 127.0.0.1, by HTTP and UDP at one port. Debian builds it without IPv6, and to serve none but the torrents on a list.</summary>
internal sealed class OpenTracker : IDisposable
{
    private const string WhitelistName = "whitelist";
    private static readonly byte[] OneSeed = "8:completei1e"u8.ToArray();
    private static readonly byte[] OneLeecher = "10:incompletei1e"u8.ToArray();

    private readonly HttpClient _http = new();
    private readonly ForeignProcess _process;
    private readonly InfoHash _torrent;
    private readonly int _port = FreePorts.Take();

    /// <summary>Starts one for a torrent.</summary>
    /// <param name="directory">Its own; empty.</param>
    /// <param name="torrent">The only torrent that it serves.</param>
    public OpenTracker(string directory, InfoHash torrent)
    {
        _torrent = torrent;
        File.WriteAllText(Path.Combine(directory, WhitelistName), torrent + "\n");
        // Started by root it shuts itself into the directory and becomes nobody before it reads the list, which is why its name is bare.
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _process = ForeignProcess.Start("opentracker", directory, ["-i", "127.0.0.1", "-p", port, "-P", port, "-w", WhitelistName, "-d", directory]);
    }

    /// <summary>What it printed.</summary>
    public string Log => _process.Log;

    /// <summary>The URL to announce to.</summary>
    public string Url(bool udp) => $"{(udp ? "udp" : "http")}://127.0.0.1:{_port}/announce";

    /// <summary>Returns when it answers for the torrent.</summary>
    public Task WaitReadyAsync(CancellationToken stop) => Polling.UntilAsync(async () => (await ScrapeAsync(stop)).Length > 0, "opentracker", stop);

    /// <summary>Returns when one peer announced itself.</summary>
    public Task WaitAnnouncedAsync(CancellationToken stop) => Polling.UntilAsync(
        async () =>
        {
            var answer = await ScrapeAsync(stop);
            return answer.AsSpan().IndexOf(OneSeed) >= 0 || answer.AsSpan().IndexOf(OneLeecher) >= 0;
        },
        "an announce at opentracker",
        stop);

    public void Dispose()
    {
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<byte[]> ScrapeAsync(CancellationToken stop)
    {
        _process.ThrowIfExited();
        var query = new StringBuilder("info_hash=");
        foreach (var value in Convert.FromHexString(_torrent.ToString()))
        {
            query.Append(CultureInfo.InvariantCulture, $"%{value:x2}");
        }

        return await _http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{_port}/scrape?{query}"), stop);
    }
}
