using System.Net;
using System.Net.Sockets;

namespace TuiTorrent.Interop.Foreign;

/// <summary>Ports for programs that can't choose one and tell.</summary>
internal static class FreePorts
{
    // Below what the kernel gives to outgoing connections, which could take a port between our look and the program's.
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that nobody has on loopback, by TCP and UDP, IPv4 and IPv6; never the same twice in a run.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(IPAddress.Any, port) && IsFree(IPAddress.IPv6Any, port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var tcp = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(new IPEndPoint(address, port));
            using var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
