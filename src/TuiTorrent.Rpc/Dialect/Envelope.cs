using System.Text.Json;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Dialect;
using TuiTorrent.Rpc.Methods;

namespace TuiTorrent.Rpc.Dialect;

/// <summary>What is around a method and its parameters, in either dialect.</summary>
/// <remarks>
/// JSON-RPC 2.0: {"jsonrpc":"2.0","method":…,"params":{…},"id":…} and {"jsonrpc":"2.0","result":{…},"id":…}.
/// The older one: {"method":…,"arguments":{…},"tag":…} and {"arguments":{…},"result":"success","tag":…}.
/// </remarks>
internal readonly struct Envelope
{
    private const int MaxIdChars = 256;

    private readonly JsonElement _id;

    private Envelope(bool isOld, string method, JsonElement parameters, JsonElement id)
    {
        IsOld = isOld;
        Method = method;
        Parameters = parameters;
        _id = id;
    }

    public bool IsOld { get; }

    /// <summary>In our spelling.</summary>
    public string Method { get; }

    public JsonElement Parameters { get; }

    /// <summary>Nobody waits for an answer. The older dialect always does.</summary>
    public bool IsNotification => !IsOld && _id.ValueKind == JsonValueKind.Undefined;

    public static bool TryRead(JsonElement request, out Envelope envelope)
    {
        envelope = default;
        if (request.ValueKind != JsonValueKind.Object
            || !request.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        if (!request.TryGetProperty("jsonrpc", out var version))
        {
            request.TryGetProperty("arguments", out var arguments);
            request.TryGetProperty("tag", out var tag);

            // Transmission takes arguments that are no object for none, and tremc sends a number where it has none.
            envelope = new Envelope(true, OldNames.Ours(method.GetString()!), arguments.ValueKind == JsonValueKind.Object ? arguments : default, tag);
            return IsId(tag);
        }

        request.TryGetProperty("params", out var parameters);
        request.TryGetProperty("id", out var id);
        envelope = new Envelope(false, method.GetString()!, parameters, id);
        return version.ValueKind == JsonValueKind.String && version.ValueEquals("2.0") && IsId(id);
    }

    /// <summary>Whether a request adds a torrent, and may be long.</summary>
    public static bool IsAdd(JsonElement request) => TryRead(request, out var envelope) && envelope.Method == RpcMethods.TorrentAdd;

    /// <summary>For a request of which not even the dialect is known.</summary>
    public static void WriteError(Utf8JsonWriter json, int code, string error)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        WriteErrorObject(json, code, error);
        json.WriteNull("id");
        json.WriteEndObject();
    }

    /// <param name="json">Where to.</param>
    /// <param name="outcome">How the handler ended.</param>
    /// <param name="result">A whole JSON object; of no account after an error.</param>
    public void WriteAnswer(Utf8JsonWriter json, Outcome outcome, ReadOnlySpan<byte> result)
    {
        json.WriteStartObject();
        if (IsOld)
        {
            json.WritePropertyName("arguments");
            json.WriteRawValue(outcome.IsOk ? result : "{}"u8, skipInputValidation: true);
            json.WriteString("result", outcome.Error ?? "success");
            WriteId(json, "tag");
        }
        else
        {
            json.WriteString("jsonrpc", "2.0");
            if (outcome.IsOk)
            {
                json.WritePropertyName("result");
                json.WriteRawValue(result, skipInputValidation: true);
            }
            else
            {
                WriteErrorObject(json, outcome.Code, outcome.Error!);
            }

            WriteId(json, "id");
        }

        json.WriteEndObject();
    }

    private static void WriteErrorObject(Utf8JsonWriter json, int code, string error)
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", error);
        json.WriteEndObject();
    }

    private static bool IsId(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Number or JsonValueKind.String => id.GetRawText().Length <= MaxIdChars,
        _ => false,
    };

    private void WriteId(Utf8JsonWriter json, string name)
    {
        if (_id.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName(name);
            _id.WriteTo(json);
        }
    }
}
