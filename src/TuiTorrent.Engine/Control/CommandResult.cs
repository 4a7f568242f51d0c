using TuiTorrent.Core;

namespace TuiTorrent.Engine.Control;

/// <summary>How a command ended.</summary>
/// <param name="Error">A sentence for the user that says what to do; null if it went well.</param>
public readonly record struct CommandResult(string? Error)
{
    /// <summary>It went well.</summary>
    public static CommandResult Ok => default;

    /// <summary>Whether it went well.</summary>
    public bool IsOk => Error is null;
}

/// <summary>How adding a torrent ended.</summary>
/// <param name="Id">The torrent's number, which stays with it for good; 0 if refused.</param>
/// <param name="InfoHash">Which.</param>
/// <param name="Name">Its title, clean.</param>
/// <param name="IsDuplicate">It was there already.</param>
/// <param name="Error">Why it was refused, a sentence for the user; null if it was not.</param>
public sealed record AddResult(int Id, InfoHash InfoHash, string Name, bool IsDuplicate, string? Error);

/// <summary>Where in the queue.</summary>
public enum QueueMove
{
    /// <summary>Before all others.</summary>
    Top,

    /// <summary>One place forward.</summary>
    Up,

    /// <summary>One place back.</summary>
    Down,

    /// <summary>Behind all others.</summary>
    Bottom,
}
