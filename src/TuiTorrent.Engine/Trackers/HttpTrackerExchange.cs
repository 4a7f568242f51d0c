using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>What an HTTP tracker answered in the end, after redirects and decompression.</summary>
internal sealed record HttpTrackerAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, AddressScope Scope);

/// <summary>One GET to a tracker with its redirects.</summary>
/// <remarks>
/// A handler of its own for each hop: announces are rare, an idle pool would cost memory, and a connection opened under one reach must never serve
/// a request of another. No cookies, and no proxy, since behind one the address rules would be void. Throws <see cref="TrackerFaultException"/>
/// and what <see cref="SocketsHttpHandler"/> throws.
/// </remarks>
internal static class HttpTrackerExchange
{
    private const int FirstBufferLength = 4096;
    private const int MaxHeaderKibibytes = 16;

    /// <param name="connector">Enforces the address rules.</param>
    /// <param name="tracker">The announce URL as the torrent has it, or the scrape URL made from it.</param>
    /// <param name="reach">Where the announce URL may lead.</param>
    /// <param name="decorate">Adds our parameters to that URL and to the target of each redirect.</param>
    /// <param name="cancel">Carries the time limit of the whole exchange.</param>
    /// <param name="maxBytes">Longest body, decompressed.</param>
    public static async Task<HttpTrackerAnswer> GetAsync(
        TrackerConnector connector, Uri tracker, TrackerReach reach, Func<Uri, Uri> decorate, CancellationToken cancel, int maxBytes = Limits.MaxTrackerReplyBytes)
    {
        var url = tracker;
        for (var redirects = 0; redirects <= Limits.MaxTrackerRedirects; redirects++)
        {
            if (reach == TrackerReach.None)
            {
                throw new TrackerFaultException(TrackerFailureKind.AddressRefused, "The tracker leads to an address that it may not use.");
            }

            var scope = AddressScope.Public;
            using var handler = MakeHandler(async (context, stop) =>
            {
                (var stream, scope) = await connector.ConnectAsync(context.DnsEndPoint, reach, stop).ConfigureAwait(false);
                return stream;
            });
            using var client = new HttpMessageInvoker(handler);
            using var request = MakeRequest(decorate(url), redirects == 0 ? tracker.UserInfo : "");
            using var response = await client.SendAsync(request, cancel).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
            {
                var body = await ReadAsync(response.Content, maxBytes, cancel).ConfigureAwait(false);
                return new HttpTrackerAnswer(response.StatusCode, body, scope);
            }

            url = Follow(url, response.Headers.Location);
            // Whoever answers from the internet sends nobody into the house, however far the URL itself might have led.
            reach = TrackerAddressPolicy.AfterRedirect(scope == AddressScope.Public ? TrackerReach.Public : reach, url);
        }

        throw new TrackerFaultException(TrackerFailureKind.BadRedirect, "The tracker redirects too often.");
    }

    private static SocketsHttpHandler MakeHandler(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        MaxResponseHeadersLength = MaxHeaderKibibytes,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        ConnectCallback = connect,
    };

    private static HttpRequestMessage MakeRequest(Uri url, string userInfo)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TuiTorrent", "0.1.0"));
        request.Headers.ConnectionClose = true;
        if (userInfo.Length > 0)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo)));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently
        or HttpStatusCode.Found
        or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect
        or HttpStatusCode.PermanentRedirect;

    private static Uri Follow(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var target) || target.Scheme is not ("http" or "https"))
        {
            throw new TrackerFaultException(TrackerFailureKind.BadRedirect, "The tracker redirects to nowhere.");
        }

        return from.Scheme == "https" && target.Scheme == "http"
            ? throw new TrackerFaultException(TrackerFailureKind.BadRedirect, "The tracker redirects from https to http.")
            : target;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooLong(maxBytes);
        }

        // Grows with what has come, never with what was announced.
        var stream = await content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        var buffer = new byte[FirstBufferLength];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false);
            length += read;
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            if (length > maxBytes)
            {
                throw TooLong(maxBytes);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * length, maxBytes + 1));
            }
        }
    }

    private static TrackerFaultException TooLong(int maxBytes) => new(
        TrackerFailureKind.ReplyTooLong,
        string.Create(CultureInfo.InvariantCulture, $"The tracker's answer is longer than {maxBytes / 1024} KiB."));
}
