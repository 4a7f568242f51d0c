using System.Diagnostics;
using System.Globalization;
using System.Net;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Announces to trackers and scrapes them, over HTTP, HTTPS and UDP.</summary>
/// <remarks>
/// Any thread. Trouble with network and tracker comes back as a <see cref="TrackerFailure"/>, never as an exception, and no text of it holds a passkey.
/// Holds no socket and no pool between calls. Source: BEP 3, 15, 48.
/// </remarks>
public sealed class TrackerClient : IDisposable
{
    private readonly TrackerClientSettings _settings;
    private readonly TrackerConnector _connector;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private UdpTrackerExchange? _udp;

    /// <summary>Costs nothing until it is used.</summary>
    public TrackerClient(TrackerClientSettings settings)
        : this(settings, new TrackerConnector(settings.BindAddress, settings.Time))
    {
    }

    internal TrackerClient(TrackerClientSettings settings, TrackerConnector connector)
    {
        _settings = settings;
        _connector = connector;
        _stopped = _stop.Token;
    }

    private UdpTrackerExchange Udp =>
        LazyInitializer.EnsureInitialized(ref _udp, () => new UdpTrackerExchange(_connector, _settings.Time));

    /// <summary>Announces once; within <see cref="Limits.TrackerTimeoutMs"/>, a "stopped" within <see cref="Limits.TrackerStopTimeoutMs"/>.</summary>
    /// <returns>A reply, or a failure: <see cref="TrackerFailureKind.Cancelled"/> if <paramref name="cancel"/> fired or the client was disposed of.</returns>
    public async Task<AnnounceOutcome> AnnounceAsync(Uri tracker, AnnounceRequest request, CancellationToken cancel = default)
    {
        var timeoutMs = request.Event == AnnounceEvent.Stopped ? Limits.TrackerStopTimeoutMs : Limits.TrackerTimeoutMs;
        AnnounceOutcome? outcome = null;
        var failure = await GuardAsync(timeoutMs, async stop => outcome = tracker.Scheme == "udp"
            ? await AnnounceUdpAsync(tracker, request, timeoutMs, stop).ConfigureAwait(false)
            : await AnnounceHttpAsync(tracker, request, stop).ConfigureAwait(false), cancel).ConfigureAwait(false);
        return failure is null ? outcome! : AnnounceOutcome.Of(failure);
    }

    /// <summary>Asks for a torrent's counts; within <see cref="Limits.TrackerTimeoutMs"/>.</summary>
    /// <returns>As <see cref="AnnounceAsync"/>; <see cref="TrackerFailureKind.BadUrl"/> if the tracker's URL follows no convention for scraping.</returns>
    public async Task<ScrapeOutcome> ScrapeAsync(Uri tracker, InfoHash infoHash, CancellationToken cancel = default)
    {
        ScrapeOutcome? outcome = null;
        var failure = await GuardAsync(Limits.TrackerTimeoutMs, async stop => outcome = tracker.Scheme == "udp"
            ? await ScrapeUdpAsync(tracker, infoHash, stop).ConfigureAwait(false)
            : await ScrapeHttpAsync(tracker, infoHash, stop).ConfigureAwait(false), cancel).ConfigureAwait(false);
        return failure is null ? outcome! : ScrapeOutcome.Of(failure);
    }

    /// <summary>Cancels what is under way.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<AnnounceOutcome> AnnounceHttpAsync(Uri tracker, AnnounceRequest request, CancellationToken cancel)
    {
        var reach = TrackerAddressPolicy.ReachOf(tracker);
        var answer = await HttpTrackerExchange.GetAsync(
            _connector, tracker, reach, url => HttpAnnounce.Build(url, request), cancel).ConfigureAwait(false);
        var outcome = HttpAnnounceReply.Parse(answer.Body.Span, request, tracker, answer.Scope);
        return answer.Status == HttpStatusCode.OK || outcome.Failure is { Kind: TrackerFailureKind.Refused }
            ? outcome
            : AnnounceOutcome.Of(BadStatus(answer.Status));
    }

    private async Task<AnnounceOutcome> AnnounceUdpAsync(Uri tracker, AnnounceRequest request, int timeoutMs, CancellationToken cancel)
    {
        var machine = await Udp.RunAsync(
            tracker,
            timeoutMs,
            (path, nowMs, deadlineMs) => UdpTracker.Announce(request, path, _settings.Random, nowMs, deadlineMs),
            cancel).ConfigureAwait(false);
        return machine.AnnounceOutcome!;
    }

    private async Task<ScrapeOutcome> ScrapeHttpAsync(Uri tracker, InfoHash infoHash, CancellationToken cancel)
    {
        if (!HttpAnnounce.TryGetScrapeUrl(tracker, out var scrape))
        {
            return ScrapeOutcome.Fail(TrackerFailureKind.BadUrl, "The tracker can't be scraped.");
        }

        // A loopback tracker is known by its announce path; scraping it leads no deeper.
        var reach = TrackerAddressPolicy.ReachOf(tracker);
        var answer = await HttpTrackerExchange.GetAsync(
            _connector, scrape, reach, url => HttpAnnounce.BuildScrape(url, infoHash), cancel).ConfigureAwait(false);
        var outcome = HttpScrapeReply.Parse(answer.Body.Span, infoHash, tracker);
        return answer.Status == HttpStatusCode.OK || outcome.Failure is { Kind: TrackerFailureKind.Refused }
            ? outcome
            : ScrapeOutcome.Of(BadStatus(answer.Status));
    }

    private async Task<ScrapeOutcome> ScrapeUdpAsync(Uri tracker, InfoHash infoHash, CancellationToken cancel)
    {
        var machine = await Udp.RunAsync(
            tracker,
            Limits.TrackerTimeoutMs,
            (path, nowMs, deadlineMs) => UdpTracker.Scrape(infoHash, path, _settings.Random, nowMs, deadlineMs),
            cancel).ConfigureAwait(false);
        return machine.ScrapeOutcome!;
    }

    private static TrackerFailure BadStatus(HttpStatusCode status) => new(
        TrackerFailureKind.BadStatus, string.Create(CultureInfo.InvariantCulture, $"The tracker answered with HTTP status {(int)status}."));

    /// <summary>Runs an exchange under its time limit and names what went wrong; null if nothing did.</summary>
    private async Task<TrackerFailure?> GuardAsync(int timeoutMs, Func<CancellationToken, Task> exchange, CancellationToken cancel)
    {
        // Made before anything can wait, so that the limit counts from the call.
        using var timer = new CancellationTokenSource(TimeSpan.FromMilliseconds(timeoutMs), _settings.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, timer.Token, _stopped);
        try
        {
            await exchange(linked.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException)
        {
            return timer.IsCancellationRequested
                ? new TrackerFailure(TrackerFailureKind.Timeout, "The tracker did not answer in time.")
                : new TrackerFailure(TrackerFailureKind.Cancelled, "The announce was given up.");
        }
        catch (TrackerFaultException e)
        {
            return e.Failure;
        }
        catch (HttpRequestException e)
        {
            return Name(e);
        }
        catch (InvalidDataException)
        {
            return new TrackerFailure(TrackerFailureKind.BadReply, "The tracker's answer can't be decompressed.");
        }
        catch (IOException)
        {
            return new TrackerFailure(TrackerFailureKind.Unreachable, "The connection to the tracker broke.");
        }
    }

    private static TrackerFailure Name(HttpRequestException e)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is TrackerFaultException fault)
            {
                return fault.Failure;
            }
        }

        Debug.Assert(e.HttpRequestError != HttpRequestError.ProxyTunnelError, "No proxy is used.");
        return e.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => new(TrackerFailureKind.InsecureConnection, "The tracker's certificate or TLS is not to be trusted."),
            HttpRequestError.InvalidResponse => new(TrackerFailureKind.BadReply, "The tracker's answer is not HTTP."),
            HttpRequestError.ConfigurationLimitExceeded => new(TrackerFailureKind.BadReply, "The tracker's headers are too long."),
            _ => new(TrackerFailureKind.Unreachable, "The connection to the tracker broke."),
        };
    }
}
