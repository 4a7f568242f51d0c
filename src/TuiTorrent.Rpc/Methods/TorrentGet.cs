using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>torrent_get. Rows come from the snapshot; only fields that need a closer look cost one for each torrent.</summary>
internal static class TorrentGet
{
    public static async ValueTask<Outcome> RunAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var names = parameters.Texts("fields", RpcLimits.MaxFields);
        if (names is null)
        {
            parameters.Fail("fields is missing.");
        }

        var isTable = parameters.Text("format") switch
        {
            null or "objects" => false,
            "table" => true,
            _ => Wrong(parameters),
        };
        if (await TorrentIds.ReadAsync(call).ConfigureAwait(false) is not { } ids || parameters.Error is not null)
        {
            return Outcome.Invalid(parameters.Error!);
        }

        var fields = Fields(names!, call.Out.IsOld);
        var writer = call.Out;
        var json = writer.Json;
        if (ids.Since is { } since)
        {
            writer.BeginArray("removed");
            foreach (var removed in ids.Snapshot.Removed.Where(removed => removed.Version > since))
            {
                json.WriteNumberValue(removed.Id);
            }

            json.WriteEndArray();
        }

        writer.BeginArray("torrents");
        var style = writer.Style(KeyStyle.Camel);
        if (isTable)
        {
            json.WriteStartArray();
            foreach (var field in fields)
            {
                json.WriteStringValue(writer.Spelled(field.Name));
            }

            json.WriteEndArray();
        }

        var parts = fields.Aggregate(DetailParts.None, static (parts, field) => parts | field.Parts);
        var needsMetainfo = fields.Any(static field => field.NeedsMetainfo);
        foreach (var torrent in ids.Torrents)
        {
            call.Cancellation.ThrowIfCancellationRequested();
            var view = await ViewAsync(call, torrent, parts, needsMetainfo).ConfigureAwait(false);
            if (view is null)
            {
                continue;
            }

            WriteRow(writer, fields, view, isTable);
        }

        writer.Style(style);
        json.WriteEndArray();
        return Outcome.Ok;
    }

    private static bool Wrong(Parameters parameters)
    {
        parameters.Fail("format must be objects or table.");
        return false;
    }

    /// <summary>Those that we know, each once; others are left out, as Transmission does.</summary>
    private static List<TorrentField> Fields(IReadOnlyList<string> names, bool isOld)
    {
        var fields = new List<TorrentField>();
        foreach (var name in names)
        {
            if (TorrentFields.TryFind(isOld ? OldNames.Ours(name) : name, out var field) && !fields.Contains(field))
            {
                fields.Add(field);
            }
        }

        return fields;
    }

    /// <summary>Null if it was removed since the snapshot.</summary>
    private static async ValueTask<TorrentView?> ViewAsync(RpcCall call, TorrentSnapshot torrent, DetailParts parts, bool needsMetainfo)
    {
        TorrentDetail? detail = null;
        if (parts != DetailParts.None)
        {
            detail = await call.Engine.DetailAsync(torrent.InfoHash, parts).ConfigureAwait(false);
            if (detail is null)
            {
                return null;
            }
        }

        TorrentMetainfo? metainfo = null;
        if (needsMetainfo)
        {
            metainfo = await call.Engine.MetainfoAsync(torrent.InfoHash).ConfigureAwait(false);
        }

        return new TorrentView(torrent, detail ?? new TorrentDetail { Torrent = torrent }, metainfo, call.Engine.Options, call.Doors.Time.GetUtcNow());
    }

    private static void WriteRow(KeyedWriter writer, List<TorrentField> fields, TorrentView view, bool isTable)
    {
        var json = writer.Json;
        if (isTable)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }

        foreach (var field in fields)
        {
            if (!isTable)
            {
                if (writer.IsOld)
                {
                    json.WritePropertyName(field.OldKey);
                }
                else
                {
                    json.WritePropertyName(field.Key);
                }
            }

            field.Write(view, writer);
        }

        if (isTable)
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }
    }
}
