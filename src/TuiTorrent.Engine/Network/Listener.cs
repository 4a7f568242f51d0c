using System.ComponentModel;
using System.Runtime.InteropServices;
using TuiTorrent.Core;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Network;

/// <summary>The socket at which peers reach us.</summary>
internal sealed unsafe class Listener : IDisposable
{
    private const int Backlog = 128;

    private Listener(int handle, ushort port)
    {
        Handle = handle;
        Port = port;
    }

    public int Handle { get; }

    /// <summary>The port it was given, also where any was asked for.</summary>
    public ushort Port { get; }

    /// <summary>Listens; null and a sentence for the user if that fails.</summary>
    /// <param name="bind">The address, or null for all of both families.</param>
    /// <param name="port">0 for any.</param>
    /// <param name="error">What went wrong.</param>
    public static Listener? TryOpen(System.Net.IPAddress? bind, ushort port, out string? error)
    {
        error = null;
        var listener = bind is null
            ? TryOpen(new PeerEndpoint(0, port), isIPv6: true, ref error) ?? TryOpen(PeerEndpoint.FromIPv4(0, port), isIPv6: false, ref error)
            : TryOpen(PeerEndpoint.From(bind, port), bind.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6, ref error);
        return listener;
    }

    /// <summary>Takes the next waiting connection; -1 if none waits.</summary>
    public int Accept(out PeerEndpoint endpoint)
    {
        var address = stackalloc byte[SocketAddress.MaxLength];
        var length = SocketAddress.MaxLength;
        var handle = SocketCalls.Accept(Handle, address, &length, SocketCalls.NonBlocking | SocketCalls.CloseOnExec);
        endpoint = handle < 0 ? default : SocketAddress.Read(new ReadOnlySpan<byte>(address, length));
        return handle;
    }

    public void Dispose() => _ = SocketCalls.Close(Handle);

    private static Listener? TryOpen(PeerEndpoint local, bool isIPv6, ref string? error)
    {
        var family = isIPv6 ? SocketCalls.FamilyIPv6 : SocketCalls.FamilyIPv4;
        var handle = SocketCalls.Socket(family, SocketCalls.Stream | SocketCalls.NonBlocking | SocketCalls.CloseOnExec, 0);
        if (handle < 0)
        {
            error = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
            return null;
        }

        var on = 1;
        var onlyIPv6 = local.Address == 0 ? 0 : 1;
        _ = SocketCalls.SetOption(handle, SocketCalls.LevelSocket, SocketCalls.ReuseAddress, &on, sizeof(int));
        if (isIPv6)
        {
            _ = SocketCalls.SetOption(handle, SocketCalls.LevelIPv6, SocketCalls.OnlyIPv6, &onlyIPv6, sizeof(int));
        }

        var address = stackalloc byte[SocketAddress.MaxLength];
        var length = SocketAddress.Write(local, isIPv6, new Span<byte>(address, SocketAddress.MaxLength));
        if (SocketCalls.Bind(handle, address, length) < 0 || SocketCalls.Listen(handle, Backlog) < 0)
        {
            error = $"can't listen on port {local.Port}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}";
            _ = SocketCalls.Close(handle);
            return null;
        }

        length = SocketAddress.MaxLength;
        _ = SocketCalls.GetName(handle, address, &length);
        error = null;
        return new Listener(handle, SocketAddress.Read(new ReadOnlySpan<byte>(address, length)).Port);
    }
}
