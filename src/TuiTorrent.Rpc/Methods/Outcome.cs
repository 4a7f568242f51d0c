using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Rpc.Methods;

/// <summary>How a handler ended.</summary>
/// <param name="Code">0, or one of <see cref="RpcErrors"/>.</param>
/// <param name="Error">Why it was refused, a sentence for the user; null if it went well.</param>
internal readonly record struct Outcome(int Code, string? Error)
{
    public static Outcome Ok => default;

    public bool IsOk => Error is null;

    /// <summary>A parameter is wrong.</summary>
    public static Outcome Invalid(string error) => new(RpcErrors.InvalidParameters, error);

    /// <summary>Understood, and refused.</summary>
    public static Outcome Refused(string error) => new(RpcErrors.Refused, error);

    /// <summary>As the engine says.</summary>
    public static Outcome Of(CommandResult result) => result.IsOk ? Ok : Refused(result.Error!);
}
