using System.Net;

namespace TuiTorrent.Rpc;

/// <summary>Who asks. Immutable.</summary>
public sealed record Caller
{
    /// <summary>By the Unix socket; else by TCP.</summary>
    public bool IsLocal { get; init; }

    /// <summary>User of the process at the other end of the socket; null for TCP.</summary>
    public uint? User { get; init; }

    /// <summary>That user is root, or the one whose rights the daemon has.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Address of a TCP caller; null for the socket.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>May name any directory and any .torrent file: whoever could do all that without us.</summary>
    public bool IsTrusted => IsLocal && IsOwner;
}
