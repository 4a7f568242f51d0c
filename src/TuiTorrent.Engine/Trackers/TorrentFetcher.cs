using System.Globalization;
using System.Net;
using System.Security.Authentication;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Fetches .torrent files from web servers; for strangers from no address of this machine or its network: whoever may add a torrent must not reach what stands behind us.</summary>
/// <remarks>Any thread. Redirects are followed, but never from the internet into the house; no cookies, no proxy.</remarks>
public sealed class TorrentFetcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TrackerConnector _connector;
    private readonly TimeProvider _time;

    /// <param name="bind">The address to connect from; null for any.</param>
    /// <param name="time">The clock, for the time limit of a minute.</param>
    public TorrentFetcher(IPAddress? bind, TimeProvider time)
        : this(new TrackerConnector(bind, time), time)
    {
    }

    internal TorrentFetcher(TrackerConnector connector, TimeProvider time) => (_connector, _time) = (connector, time);

    /// <summary>The body that a server sends, at most <see cref="Limits.MaxMetainfoBytes"/>; or a sentence for the user about why there is none.</summary>
    /// <param name="url">As the caller wrote it.</param>
    /// <param name="isTrusted">The caller is this machine's own user, who could fetch it without us: any address that he names will do.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(ReadOnlyMemory<byte> Bytes, string? Error)> FetchAsync(Uri url, bool isTrusted, CancellationToken cancellation)
    {
        if (url.Scheme is not ("http" or "https"))
        {
            return (default, "Only http and https URLs can be fetched.");
        }

        using var timer = new CancellationTokenSource(Patience, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        try
        {
            var reach = isTrusted ? TrackerReach.Public | TrackerReach.Private | TrackerReach.Loopback : TrackerReach.Public;
            var answer = await HttpTrackerExchange.GetAsync(_connector, url, reach, static target => target, linked.Token, Limits.MaxMetainfoBytes).ConfigureAwait(false);
            return answer.Status == HttpStatusCode.OK
                ? (answer.Body, null)
                : (default, string.Create(CultureInfo.InvariantCulture, $"The server answered with HTTP status {(int)answer.Status}."));
        }
        catch (TrackerFaultException e)
        {
            return (default, SentenceOf(e.Failure.Kind));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (default, "The server did not send the file within a minute.");
        }
        catch (HttpRequestException e)
        {
            // A fault of ours may come wrapped by the handler that called us.
            return (default, e.InnerException switch
            {
                TrackerFaultException fault => SentenceOf(fault.Failure.Kind),
                AuthenticationException => "The server's certificate is not valid; is the clock right?",
                _ => "The server did not answer as a web server does.",
            });
        }
        catch (InvalidDataException)
        {
            return (default, "What the server sent can't be decompressed.");
        }
        catch (IOException)
        {
            return (default, "The server broke off.");
        }
    }

    private static string SentenceOf(TrackerFailureKind kind) => kind switch
    {
        TrackerFailureKind.AddressRefused => "The URL leads to an address of this machine or its network, from which nothing is fetched. Send the file itself.",
        TrackerFailureKind.NameNotFound => "There is no server of that name.",
        TrackerFailureKind.Unreachable => "The server can't be connected to.",
        TrackerFailureKind.BadRedirect => "The server redirects too often, or to nowhere.",
        TrackerFailureKind.ReplyTooLong => "The file is larger than 10 MiB, which no .torrent should be.",
        _ => "The file can't be fetched.",
    };
}
