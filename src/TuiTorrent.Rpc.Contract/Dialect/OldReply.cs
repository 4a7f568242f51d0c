using System.Buffers;
using System.Text.Json;

namespace TuiTorrent.Rpc.Contract.Dialect;

/// <summary>Reads an answer in the older dialect, {"arguments":{…},"result":"success","tag":…}, and spells its keys as we do.</summary>
internal static class OldReply
{
    /// <summary>How it names a method that it does not know.</summary>
    private const string NoSuchMethod = "method name not recognized";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 64 };
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = 64 };

    /// <summary>Whether a daemon answered in the older dialect to a request in the newer one.</summary>
    public static bool Is(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("jsonrpc", out _) && root.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.String;

    /// <summary>The answer; null if it is none.</summary>
    /// <param name="answer">The body.</param>
    /// <param name="tag">Of the request.</param>
    public static RpcResult? Read(ReadOnlyMemory<byte> answer, long tag)
    {
        JsonElement root;
        try
        {
            // Not disposed: the caller keeps elements of it for as long as it likes.
            root = JsonDocument.Parse(Translate(answer.Span), DocumentOptions).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }

        if (!Is(root) || (root.TryGetProperty("tag", out var theirs) && theirs.ValueKind == JsonValueKind.Number && theirs.TryGetInt64(out var number) && number != tag))
        {
            return null;
        }

        var result = root.GetProperty("result");
        if (result.ValueEquals("success"))
        {
            return new RpcResult { Result = root.TryGetProperty("arguments", out var arguments) ? arguments : JsonDocument.Parse("{}").RootElement };
        }

        return result.ValueEquals(NoSuchMethod)
            ? new RpcResult { ErrorCode = RpcErrors.MethodNotFound, Error = "The daemon does not know this; it may be of another kind, or older." }
            : new RpcResult { ErrorCode = RpcErrors.Refused, Error = TextOf(result) is { Length: > 0 } text ? text : "The daemon refused without a reason." };
    }

    /// <summary>The same JSON, with its keys, and the names of columns in a table of torrents, as we spell them.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    private static ReadOnlyMemory<byte> Translate(ReadOnlySpan<byte> answer)
    {
        var ours = new ArrayBufferWriter<byte>(answer.Length + (answer.Length / 8) + 256);
        var names = new Dictionary<string, string>();
        using var json = new Utf8JsonWriter(ours, new JsonWriterOptions { MaxDepth = 64, SkipValidation = true });
        var reader = new Utf8JsonReader(answer, ReaderOptions);
        var (isTable, isColumns, key) = (false, false, "");
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    json.WriteStartObject();
                    isTable = false;
                    break;
                case JsonTokenType.EndObject:
                    json.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    // The first list in the list of torrents has the columns.
                    json.WriteStartArray();
                    isColumns = isTable;
                    isTable = !isTable && reader.CurrentDepth == 2 && key == "torrents";
                    break;
                case JsonTokenType.EndArray:
                    json.WriteEndArray();
                    (isTable, isColumns) = (false, false);
                    break;
                case JsonTokenType.PropertyName:
                    key = Ours(names, TextOf(ref reader));
                    json.WritePropertyName(key);
                    break;
                case JsonTokenType.String when isColumns:
                    json.WriteStringValue(Ours(names, TextOf(ref reader)));
                    break;
                case JsonTokenType.String when reader.CurrentDepth == 2 && key == "encryption" && reader.ValueTextEquals("tolerated"):
                    json.WriteStringValue("allowed");
                    break;
                default:
                    // Names of torrents may be no sound text; whoever takes them out looks.
                    json.WriteRawValue(answer[(int)reader.TokenStartIndex..(int)reader.BytesConsumed], skipInputValidation: true);
                    break;
            }
        }

        json.Flush();
        return ours.WrittenMemory;
    }

    private static string Ours(Dictionary<string, string> names, string name)
    {
        if (!names.TryGetValue(name, out var ours))
        {
            ours = OldNames.Ours(name);
            names[name] = ours;
        }

        return ours;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
