namespace TuiTorrent.Engine;

/// <summary>The engine could not start; the message is for the user and says what to do.</summary>
public sealed class EngineStartException : Exception
{
    /// <summary>With a sentence for the user.</summary>
    public EngineStartException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for the user and its cause.</summary>
    public EngineStartException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a reason; not for use.</summary>
    public EngineStartException()
    {
    }

    /// <summary>Another process has the state; when that ends, a second try may go well.</summary>
    public bool IsStateInUse { get; init; }
}
