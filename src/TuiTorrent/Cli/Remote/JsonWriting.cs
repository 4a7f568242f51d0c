using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>What requests and answers write again and again.</summary>
internal static class JsonWriting
{
    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>A list of numbers.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    /// <summary>Torrents, by info hash: numbers could mean others after a restart of the daemon.</summary>
    public static void WriteIds(this Utf8JsonWriter json, params IEnumerable<TorrentRow> torrents)
    {
        json.WriteStartArray("ids");
        foreach (var torrent in torrents)
        {
            json.WriteStringValue(torrent.InfoHash);
        }

        json.WriteEndArray();
    }

    /// <summary>A text, or null where there is none.</summary>
    public static void WriteTextOrNull(this Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A number, or null where there is none.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Seconds since 1970, or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteNumberOrNull(name, time?.ToUnixTimeSeconds());

    /// <summary>The fields by which every object tells which torrent it is about: "id", "info_hash", "name".</summary>
    public static void WriteTorrent(this Utf8JsonWriter json, TorrentRow torrent)
    {
        json.WriteNumber("id", torrent.Id);
        json.WriteString("info_hash", torrent.InfoHash);
        json.WriteString("name", torrent.Name);
    }
}
