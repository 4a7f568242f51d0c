using System.Text.Json;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Contract;

/// <summary>Reads the JSON of an answer.</summary>
internal static class RpcReply
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The answer; null if the daemon answered in the older dialect, and so did not understand.</summary>
    /// <exception cref="RpcFailedException">Not an answer to our request.</exception>
    public static RpcResult? Read(ReadOnlyMemory<byte> json, long id, RpcAddress address)
    {
        JsonElement root;
        try
        {
            // Not disposed: the caller keeps elements of it for as long as it likes.
            root = JsonDocument.Parse(json, Options).RootElement;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for a name with half a surrogate pair, which no daemon of ours writes.
            throw Stranger(address, e);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Stranger(address);
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            return Refusal(error);
        }

        if (OldReply.Is(root))
        {
            return null;
        }

        var isOurs = root.TryGetProperty("id", out var ours) && ours.ValueKind == JsonValueKind.Number && ours.TryGetInt64(out var number) && number == id;
        return isOurs && root.TryGetProperty("result", out var result) ? new RpcResult { Result = result } : throw Stranger(address);
    }

    private static RpcResult Refusal(JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : RpcErrors.Internal;
        var text = Text(error, "message") ?? "The daemon refused without a reason.";

        // Transmission keeps the sentence proper below "data".
        if (error.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && Text(data, "error_string") is { Length: > 0 } detail)
        {
            text = detail;
        }

        return new RpcResult { ErrorCode = code, Error = text };
    }

    private static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is JSON but no text.
            return null;
        }
    }

    /// <summary>Something else has the address.</summary>
    public static RpcFailedException Stranger(RpcAddress address, Exception? inner = null) =>
        new(RpcFailure.NotADaemon, $"What answers at {address} is not a Transmission-compatible daemon.", inner);
}
