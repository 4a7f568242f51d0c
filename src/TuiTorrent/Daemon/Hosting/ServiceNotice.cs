using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TuiTorrent.Daemon.Hosting;

/// <summary>Tells the service manager how we do (sd_notify(3)): a datagram of lines "NAME=value" to the socket that NOTIFY_SOCKET names.</summary>
/// <remarks>Any thread. Without a manager every call does nothing; a manager that doesn't listen is no reason to end.</remarks>
internal sealed class ServiceNotice : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;

    /// <summary>From NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.</summary>
    public ServiceNotice(Func<string, string?> environment, int processId)
    {
        // "@" at the beginning stands for the NUL of the abstract name space.
        if (environment("NOTIFY_SOCKET") is { Length: > 1 and <= 108 } name && name[0] is '/' or '@')
        {
            _manager = new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        }

        WatchdogInterval = WatchdogOf(environment, processId);
    }

    /// <summary>The manager ends us when it hears nothing for this long; null if it doesn't care.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Requests are answered from now on.</summary>
    public void Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}");

    /// <summary>The configuration is being read again, until <see cref="Ready"/> is told; for units of Type=notify-reload.</summary>
    /// <param name="monotonicMicroseconds">CLOCK_MONOTONIC now, by which the manager tells this from an earlier one.</param>
    public void Reloading(long monotonicMicroseconds) =>
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={monotonicMicroseconds}"));

    /// <summary>The end has begun.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=Stopping");

    /// <summary>A line for `systemctl status`.</summary>
    public void Status(string status) => Send("STATUS=" + OneLine(status));

    /// <summary>All is well.</summary>
    public void Alive() => Send("WATCHDOG=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    /// <summary>WATCHDOG_USEC, microseconds; not for us if WATCHDOG_PID names another process (sd_watchdog_enabled(3)).</summary>
    private static TimeSpan? WatchdogOf(Func<string, string?> environment, int processId) =>
        long.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 0 and <= 86_400_000_000
        && (environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == processId.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private void Send(string lines)
    {
        try
        {
            _socket?.SendTo(Encoding.UTF8.GetBytes(lines), _manager!);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The manager is gone, or so are we.
        }
    }
}
