using System.Buffers;
using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Engine.Trackers;

/// <summary>Gives a <see cref="UdpTracker"/> a socket and a clock.</summary>
/// <remarks>Any thread. Throws <see cref="TrackerFaultException"/> and <see cref="OperationCanceledException"/>.</remarks>
internal sealed class UdpTrackerExchange(TrackerConnector connector, TimeProvider time)
{
    private const int MaxDatagram = 65_535;

    private readonly UdpConnectionIds _ids = new();

    /// <summary>Begins a machine: path, now and deadline in milliseconds.</summary>
    public delegate UdpTracker Begin(UdpTrackerPath path, long nowMs, long deadlineMs);

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Asks the tracker's addresses one after the other until one answers, each for its share of the time.</summary>
    public async Task<UdpTracker> RunAsync(Uri tracker, int timeoutMs, Begin begin, CancellationToken cancel)
    {
        var deadlineMs = NowMs + timeoutMs;
        var reach = TrackerAddressPolicy.ReachOf(tracker);
        if (reach == TrackerReach.None || tracker.Port <= 0)
        {
            throw new TrackerFaultException(
                tracker.Port <= 0 ? TrackerFailureKind.BadUrl : TrackerFailureKind.AddressRefused, "The tracker's URL is not allowed.");
        }

        var addresses = await connector.FindAsync(tracker.IdnHost, reach, cancel).ConfigureAwait(false);
        for (var i = 0; ; i++)
        {
            var now = NowMs;
            var isLast = i == addresses.Count - 1;
            var shareMs = Math.Max(0, deadlineMs - now) / (addresses.Count - i);
            var machine = await AskAsync(
                new IPEndPoint(addresses[i], tracker.Port), tracker, path => begin(path, now, now + shareMs), cancel).ConfigureAwait(false);
            var failure = machine.AnnounceOutcome?.Failure ?? machine.ScrapeOutcome?.Failure;
            if (isLast || failure is not { Kind: TrackerFailureKind.Timeout or TrackerFailureKind.Unreachable })
            {
                return machine;
            }
        }
    }

    private async Task<UdpTracker> AskAsync(IPEndPoint endpoint, Uri tracker, Func<UdpTrackerPath, UdpTracker> begin, CancellationToken cancel)
    {
        var key = PeerEndpoint.From(endpoint.Address, endpoint.Port);
        var machine = begin(new UdpTrackerPath(
            tracker, endpoint.AddressFamily == AddressFamily.InterNetworkV6, TrackerConnector.ScopeOf(endpoint.Address), _ids.Find(key)));
        var buffer = ArrayPool<byte>.Shared.Rent(MaxDatagram);
        try
        {
            using var socket = connector.OpenUdp(endpoint);
            while (!machine.IsDone)
            {
                await SendAsync(socket, machine, buffer, cancel).ConfigureAwait(false);
                await ReceiveAsync(socket, machine, buffer, cancel).ConfigureAwait(false);
                machine.Tick(NowMs);
            }
        }
        catch (SocketException)
        {
            // Such as "port unreachable": an ICMP message, which costs a forger no less than guessing our port.
            machine.Fail(new TrackerFailure(TrackerFailureKind.Unreachable, "The tracker can't be reached."));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _ids.Keep(key, machine.ConnectionId);
        return machine;
    }

    private static async Task SendAsync(Socket socket, UdpTracker machine, byte[] buffer, CancellationToken cancel)
    {
        var length = machine.TakeOutput(buffer);
        if (length > 0)
        {
            await socket.SendAsync(buffer.AsMemory(0, length), cancel).ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(Socket socket, UdpTracker machine, byte[] buffer, CancellationToken cancel)
    {
        var waitMs = Math.Clamp(machine.NextDeadlineMs - NowMs, 0, Limits.TrackerTimeoutMs);
        using var timer = new CancellationTokenSource(TimeSpan.FromMilliseconds(waitMs), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, timer.Token);
        try
        {
            var length = await socket.ReceiveAsync(buffer.AsMemory(0, MaxDatagram), linked.Token).ConfigureAwait(false);
            machine.Receive(NowMs, buffer.AsSpan(0, length));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }
}
