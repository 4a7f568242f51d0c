using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Trackers;

namespace TuiTorrent.Cli;

/// <summary>Describes a torrent for people and for programs. Text from the torrent is cleaned; passkeys are left out.</summary>
internal static class TorrentListing
{
    private const int SizeColumn = 10;

    /// <summary>Lines for a terminal, the last without line feed.</summary>
    public static string Render(TorrentMetainfo torrent)
    {
        var text = new StringBuilder();
        var layout = torrent.Layout;
        Append(text, "Name", Clean(torrent.Name));
        Append(text, "Info hash", torrent.InfoHash.ToString());
        Append(text, "Size", $"{ByteCount.Format(layout.TotalLength)} ({layout.TotalLength} bytes)");
        Append(text, "Pieces", $"{layout.PieceCount} of {ByteCount.Format(layout.PieceLength)}");
        Append(text, "Private", torrent.IsPrivate ? "yes: peers from its trackers only" : "no");
        if (torrent.CreationDate is { } date)
        {
            Append(text, "Created", date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        }

        if (torrent.CreatedBy is { } maker)
        {
            Append(text, "Made by", Clean(maker));
        }

        if (torrent.Comment is { } comment)
        {
            Append(text, "Comment", Clean(comment));
        }

        AppendTrackers(text, torrent);
        if (torrent.WebSeedCount > 0)
        {
            Append(text, "Web seeds", $"{torrent.WebSeedCount} (not used)");
        }

        AppendFiles(text, torrent);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>One JSON object: name, info_hash, total, piece_length, pieces, private, created, created_by, comment, trackers (a list for each tier), files (path, length).</summary>
    public static string RenderJson(TorrentMetainfo torrent)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, Clean(torrent.Name));
            json.WriteString("info_hash"u8, torrent.InfoHash.ToString());
            json.WriteNumber("total"u8, torrent.Layout.TotalLength);
            json.WriteNumber("piece_length"u8, torrent.Layout.PieceLength);
            json.WriteNumber("pieces"u8, torrent.Layout.PieceCount);
            json.WriteBoolean("private"u8, torrent.IsPrivate);
            if (torrent.CreationDate is { } date)
            {
                json.WriteNumber("created"u8, date.ToUnixTimeSeconds());
            }

            WriteText(json, "created_by", torrent.CreatedBy);
            WriteText(json, "comment", torrent.Comment);
            WriteTrackers(json, torrent);
            WriteFiles(json, torrent);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>A tracker's URL without what may be a passkey: long parts of the path, and the whole query.</summary>
    internal static string ShowTracker(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return Clean(url);
        }

        var path = TrackerName.HideSecrets(uri.AbsolutePath, uri);
        return Clean($"{TrackerName.Of(uri)}{path}{(uri.Query.Length > 0 ? "?..." : "")}");
    }

    private static void AppendTrackers(StringBuilder text, TorrentMetainfo torrent)
    {
        var label = "Trackers";
        for (var tier = 0; tier < torrent.AnnounceTiers.Count; tier++)
        {
            foreach (var url in torrent.AnnounceTiers[tier])
            {
                Append(text, label, $"{tier + 1}. {ShowTracker(url)}");
                label = "";
            }
        }

        if (label.Length > 0)
        {
            Append(text, label, "none");
        }
    }

    private static void AppendFiles(StringBuilder text, TorrentMetainfo torrent)
    {
        var count = 0;
        foreach (var file in torrent.Files)
        {
            count += file.IsPad ? 0 : 1;
        }

        Append(text, "Files", count.ToString(CultureInfo.InvariantCulture));
        foreach (var file in torrent.Files)
        {
            if (!file.IsPad)
            {
                text.Append(ByteCount.Format(file.Length).PadLeft(SizeColumn)).Append("  ").Append(ShowPath(file)).Append(file.IsSymlink ? " (a link, not made)" : "").Append('\n');
            }
        }
    }

    private static string ShowPath(TorrentFile file)
    {
        var path = new StringBuilder();
        foreach (var component in file.Path)
        {
            if (path.Length > 0)
            {
                path.Append('/');
            }

            path.Append(Clean(component));
        }

        return path.ToString();
    }

    private static void Append(StringBuilder text, string label, string value) =>
        text.Append((label.Length > 0 ? label + ":" : "").PadRight(12)).Append(value).Append('\n');

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, Clean(value));
        }
    }

    private static void WriteTrackers(Utf8JsonWriter json, TorrentMetainfo torrent)
    {
        json.WriteStartArray("trackers"u8);
        foreach (var tier in torrent.AnnounceTiers)
        {
            json.WriteStartArray();
            foreach (var url in tier)
            {
                json.WriteStringValue(ShowTracker(url));
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, TorrentMetainfo torrent)
    {
        json.WriteStartArray("files"u8);
        foreach (var file in torrent.Files)
        {
            if (!file.IsPad)
            {
                json.WriteStartObject();
                json.WriteString("path"u8, ShowPath(file));
                json.WriteNumber("length"u8, file.Length);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static string Clean(string text) => SafeText.From(text, Limits.MaxShownText);
}
