namespace TuiTorrent.Rpc.Contract;

/// <summary>Why no answer came.</summary>
public enum RpcFailure
{
    /// <summary>Nobody listens there.</summary>
    NobodyListens,

    /// <summary>The file mode or the daemon says no, or the directory of the socket can't be trusted.</summary>
    NotAllowed,

    /// <summary>A password is wanted, or was wrong.</summary>
    WrongPassword,

    /// <summary>Something answered, but not a daemon.</summary>
    NotADaemon,

    /// <summary>No answer in time.</summary>
    TooSlow,

    /// <summary>The answer is larger than we take.</summary>
    TooLarge,

    /// <summary>The connection broke.</summary>
    Broken,
}

/// <summary>A daemon could not be asked; the message is a sentence for the user.</summary>
public sealed class RpcFailedException : Exception
{
    /// <summary>For frameworks only.</summary>
    public RpcFailedException()
    {
    }

    /// <summary>For frameworks only.</summary>
    public RpcFailedException(string message)
        : base(message)
    {
    }

    /// <summary>For frameworks only.</summary>
    public RpcFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>With a reason that a program can look at.</summary>
    public RpcFailedException(RpcFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public RpcFailure Failure { get; }
}
