using System.Net.Http.Headers;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Cli.Remote;

/// <summary>Gets a .torrent for the daemon: this command reads files and fetches URLs itself, with the rights of the user who typed it.</summary>
internal static class TorrentSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The bytes of a .torrent, parsed once so that what is no torrent never goes to the daemon.</summary>
    /// <exception cref="CommandStopException">It can't be had, or is none.</exception>
    public static async Task<(byte[] Bytes, TorrentMetainfo Metainfo)> ReadAsync(string source, CancellationToken cancellation)
    {
        if (source.StartsWith("magnet:", StringComparison.OrdinalIgnoreCase))
        {
            throw CommandStopException.Failed("magnet links can't be added yet, because peers are not asked for a torrent's description. Add its .torrent file instead.");
        }

        var shown = JsonFields.Clean(source);
        var bytes = IsUrl(source) ? await FetchAsync(source, shown, cancellation).ConfigureAwait(false) : ReadFile(source, shown);
        return TorrentMetainfo.TryParse(bytes, out var metainfo, out var error) ? (bytes, metainfo) : throw CommandStopException.Failed($"{shown}: {error.Text}");
    }

    private static bool IsUrl(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static byte[] ReadFile(string path, string shown)
    {
        try
        {
            // A pipe or a device has no length, so it is read like anything else.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return ReadAll(stream, shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandStopException.Failed($"can't read {shown}: {FileProblem.Describe(e)}.");
        }
    }

    private static byte[] ReadAll(Stream stream, string shown)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > Limits.MaxMetainfoBytes)
            {
                throw CommandStopException.Failed($"{shown} is larger than 10 MiB, which no .torrent should be. Check that it is the .torrent and not the data.");
            }
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> FetchAsync(string url, string shown, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Patience };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("TuiTorrent", CommandLine.Version));
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw CommandStopException.Failed($"can't fetch {shown}: the server says {(int)response.StatusCode}.");
            }

            using var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            return ReadAll(stream, shown);
        }
        catch (HttpRequestException e)
        {
            throw CommandStopException.Failed($"can't fetch {shown}: {SentenceOf(e.HttpRequestError)}");
        }
        catch (Exception e) when (e is IOException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            throw CommandStopException.Failed($"can't fetch {shown}: it is no URL that can be fetched, or the server broke off.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CommandStopException.Failed($"can't fetch {shown}: no answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private static string SentenceOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "there is no server of that name.",
        HttpRequestError.ConnectionError => "the server can't be connected to.",
        HttpRequestError.SecureConnectionError => "the server's certificate is not valid; is the clock right?",
        _ => "the server did not answer as a web server does.",
    };
}
