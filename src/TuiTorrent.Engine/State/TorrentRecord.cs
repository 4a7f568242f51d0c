using TuiTorrent.Core;

namespace TuiTorrent.Engine.State;

/// <summary>A torrent as the state remembers it between runs.</summary>
/// <param name="InfoHash">Its name.</param>
/// <param name="Metainfo">The bytes of the .torrent.</param>
/// <param name="Root">Absolute directory.</param>
/// <param name="Uploaded">Payload bytes ever sent.</param>
/// <param name="Downloaded">Payload bytes ever received.</param>
/// <param name="Added">When it was added.</param>
/// <param name="Finished">When it was first complete.</param>
public sealed record TorrentRecord(
    InfoHash InfoHash,
    ReadOnlyMemory<byte> Metainfo,
    string Root,
    long Uploaded,
    long Downloaded,
    DateTimeOffset Added,
    DateTimeOffset? Finished);

/// <summary>The state can't be used; the message says why and what to do.</summary>
public sealed class StateException : Exception
{
    /// <summary>With a sentence for the user.</summary>
    public StateException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the user and the cause.</summary>
    public StateException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Unnamed.</summary>
    public StateException()
    {
    }

    /// <summary>Another process has it; when that ends, a second try goes well.</summary>
    public bool IsInUse { get; init; }
}
