using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Network;

/// <summary>The socket behind a peer's connection. Loop thread only.</summary>
internal sealed class PeerSocket(int handle, ulong tag)
{
    /// <summary>The file descriptor; -1 when closed.</summary>
    public int Handle { get; set; } = handle;

    /// <summary>What the loop's table and the kernel know it by; never used twice.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>The session's side; null only while it is being accepted.</summary>
    public PeerConnection? Connection { get; set; }

    /// <summary>connect() is under way.</summary>
    public bool IsConnecting { get; set; }

    /// <summary>The session does not want to read it now.</summary>
    public bool IsReadingPaused { get; set; }

    /// <summary>The kernel's buffer was full: the rest goes when it says so.</summary>
    public bool IsWriteBlocked { get; set; }

    /// <summary>It is in the list of sockets to be flushed at the end of the turn.</summary>
    public bool IsFlushQueued { get; set; }

    /// <summary>What the kernel was last asked to watch for.</summary>
    public uint Interest { get; set; }
}
