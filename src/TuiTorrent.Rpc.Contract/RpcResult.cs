using System.Text.Json;

namespace TuiTorrent.Rpc.Contract;

/// <summary>What a daemon answered. Immutable; needs no disposal.</summary>
public sealed record RpcResult
{
    /// <summary>The result object; of kind Undefined after an error.</summary>
    public JsonElement Result { get; init; }

    /// <summary>0, or one of <see cref="RpcErrors"/>.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Why it was refused, a sentence for the user; null if it went well.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it went well.</summary>
    public bool IsOk => Error is null;
}
