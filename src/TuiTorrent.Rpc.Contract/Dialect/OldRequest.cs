using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TuiTorrent.Rpc.Contract.Dialect;

/// <summary>Writes a request in the older dialect: {"method":"torrent-get","arguments":{…},"tag":…}.</summary>
/// <remarks>Source: Transmission's rpc-spec of 3.00 and 4.0.</remarks>
internal static class OldRequest
{
    /// <summary>What came later than 3.00. Older daemons ignore what they don't know and say "success", which would be a lie to the user.</summary>
    private static readonly (string Method, string Name, int Since)[] Younger =
    [
        (RpcMethods.TorrentAdd, "labels", 17),
        (RpcMethods.TorrentAdd, "sequential_download", 18),
        (RpcMethods.TorrentSet, "group", 17),
        (RpcMethods.TorrentSet, "tracker_list", 17),
        (RpcMethods.TorrentSet, "sequential_download", 18),
        (RpcMethods.TorrentSet, "sequential_download_from_piece", 18),
        (RpcMethods.SessionSet, "default_trackers", 17),
    ];

    /// <summary>The body of the request.</summary>
    /// <param name="method">In our spelling.</param>
    /// <param name="parameters">An object in our spelling; of kind Undefined for none.</param>
    /// <param name="tag">Its number.</param>
    public static ReadOnlyMemory<byte> Write(string method, JsonElement parameters, long tag)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("method", OldNames.Old(method, KeyStyle.Kebab));
            json.WriteStartObject("arguments");
            if (parameters.ValueKind == JsonValueKind.Object)
            {
                foreach (var parameter in parameters.EnumerateObject())
                {
                    json.WritePropertyName(OldNames.Old(parameter.Name, StyleOf(method, parameter.Name)));
                    WriteValue(json, method, parameter);
                }
            }

            json.WriteEndObject();
            json.WriteNumber("tag", tag);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    /// <summary>The first parameter that a daemon does not know and would silently ignore; null if it knows all.</summary>
    /// <param name="method">In our spelling.</param>
    /// <param name="parameters">As for <see cref="Write"/>.</param>
    /// <param name="version">What the daemon calls "rpc-version".</param>
    public static string? FindUnknown(string method, JsonElement parameters, int version)
    {
        if (parameters.ValueKind != JsonValueKind.Object || method is RpcMethods.TorrentGet or RpcMethods.SessionGet)
        {
            return null;
        }

        foreach (var parameter in parameters.EnumerateObject())
        {
            var name = parameter.Name;
            if (IsOurOwn(name) || Array.Exists(Younger, one => one.Method == method && one.Name == name && one.Since > version))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsOurOwn(string name) => name.StartsWith("tuitorrent_", StringComparison.Ordinal);

    /// <summary>torrent-set spells all but what is about files in camelCase, all others have kebab-case but for one name.</summary>
    private static KeyStyle StyleOf(string method, string name) => method switch
    {
        RpcMethods.TorrentSet when !name.StartsWith("files_", StringComparison.Ordinal) && !name.StartsWith("priority_", StringComparison.Ordinal) => KeyStyle.Camel,
        RpcMethods.TorrentAdd when name == "bandwidth_priority" => KeyStyle.Camel,
        _ => KeyStyle.Kebab,
    };

    private static void WriteValue(Utf8JsonWriter json, string method, JsonProperty parameter)
    {
        var value = parameter.Value;
        switch (parameter.Name)
        {
            case "fields" when value.ValueKind == JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var field in value.EnumerateArray())
                {
                    // A field that it does not know would be 0 and not missing.
                    if (field.ValueKind == JsonValueKind.String && field.GetString() is { } name && !IsOurOwn(name))
                    {
                        json.WriteStringValue(OldNames.Old(name, method == RpcMethods.TorrentGet ? KeyStyle.Camel : KeyStyle.Kebab));
                    }
                }

                json.WriteEndArray();
                break;
            case "ids" when value.ValueKind == JsonValueKind.String && value.ValueEquals("recently_active"):
                json.WriteStringValue("recently-active");
                break;
            case "encryption" when value.ValueKind == JsonValueKind.String && value.ValueEquals("allowed"):
                json.WriteStringValue("tolerated");
                break;
            default:
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }
}
