using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Daemon.Http;

/// <summary>The Unix socket as a file.</summary>
internal static partial class SocketFile
{
    private const uint OwnerOnly = 0x180; // 0600
    private const int PeerCredentials = 17; // SO_PEERCRED
    private const int SocketLevel = 1; // SOL_SOCKET

    /// <summary>Removes what a killed daemon left at the path.</summary>
    /// <exception cref="RpcHostException">Somebody answers there, or something else lies there.</exception>
    public static void MakeWay(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) > RpcSocket.MaxPathBytes)
        {
            throw new RpcHostException($"The path {path} is too long for a socket; set XDG_RUNTIME_DIR to a shorter one.");
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && new FileInfo(path).Length == 0)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException e)
        {
            throw new RpcHostException($"Can't use {path} for commands: {e.Message}", e);
        }

        throw new RpcHostException($"Another daemon answers at {path} already.");
    }

    /// <summary>A socket whose file is never open to others, not even between its making and a chmod: Linux takes the mode of the descriptor over to the file.</summary>
    public static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _ = ChangeMode((int)socket.Handle, OwnerOnly);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>User at the other end; null if the kernel does not say.</summary>
    public static uint? PeerOf(Socket socket)
    {
        // struct ucred: pid, uid, gid, 32 bits each.
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
                ? MemoryMarshal.Read<uint>(credentials[4..])
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Whose rights this process has.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint OwnUser();

    /// <summary>Opens the file to a group, if it is to be open; whatever the umask says.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (ChangePathMode(path, (uint)mode) != 0)
        {
            throw new IOException($"The mode of {path} can't be set.");
        }
    }

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangePathMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    private static partial int ChangeMode(int descriptor, uint mode);
}
