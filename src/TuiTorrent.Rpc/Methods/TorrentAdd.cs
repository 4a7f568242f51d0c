using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>torrent_add: from bytes, from a server, or for trusted callers from a file of this machine.</summary>
internal static class TorrentAdd
{
    public static async ValueTask<Outcome> RunAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var directory = parameters.Text("download_dir") is { Length: > 0 } named ? named : null;
        var paused = parameters.Bool("paused");
        var filename = parameters.Text("filename");
        var metainfo = parameters.Any("metainfo");
        var options = OptionReader.Options(parameters);
        if (parameters.Text("cookies") is { Length: > 0 })
        {
            parameters.Fail("cookies is not supported.");
        }

        if (filename is null == metainfo is null)
        {
            parameters.Fail("Either filename or metainfo is wanted.");
        }

        if (parameters.Error is { } error)
        {
            return Outcome.Invalid(error);
        }

        // Asked before anything is fetched: who may not name the directory learns nothing of the rest.
        var path = call.Engine.Options.DownloadDirectory;
        if (directory is not null)
        {
            (var allowed, var refusal) = await PathRule.CheckAsync(call, directory).ConfigureAwait(false);
            if (allowed is null)
            {
                return refusal;
            }

            path = allowed;
        }

        var (bytes, outcome) = metainfo is { } inline ? Decode(inline) : await LoadAsync(call, filename!).ConfigureAwait(false);
        if (!outcome.IsOk)
        {
            return outcome;
        }

        if (!TorrentMetainfo.TryParse(bytes, out var torrent, out var problem))
        {
            return new Outcome(RpcErrors.CorruptTorrent, $"This is no usable .torrent file: {SafeText.From(problem.Text, 256)}");
        }

        var (files, wanted) = OptionReader.Files(parameters, torrent.Files.Count(file => !file.IsPad));
        if (parameters.Finish() is { } wrong)
        {
            return Outcome.Invalid(wrong);
        }

        // A new torrent wants all files as it is; naming some as wanted takes them out of the unwanted ones.
        files.RemoveAll(file => file.Priority == FilePriority.Skip && wanted.Contains(file.File));
        var result = await call.Engine.AddAsync(torrent, new AddOptions
        {
            Directory = path,
            IsPaused = paused ?? !call.Engine.Options.StartAdded,
            Options = options?.Invoke(new TorrentOptions()) ?? new TorrentOptions(),
            Files = files,
        }).ConfigureAwait(false);
        if (result.Error is not null)
        {
            return Outcome.Refused(result.Error);
        }

        call.Out.BeginObject(result.IsDuplicate ? "torrent_duplicate" : "torrent_added");
        var style = call.Out.Style(KeyStyle.Camel);
        call.Out.Text("hash_string", result.InfoHash.ToString());
        call.Out.Number("id", result.Id);
        call.Out.Text("name", result.Name);
        call.Out.Style(style);
        call.Out.Json.WriteEndObject();
        return Outcome.Ok;
    }

    private static (ReadOnlyMemory<byte> Bytes, Outcome Outcome) Decode(JsonElement metainfo) =>
        metainfo.ValueKind == JsonValueKind.String && metainfo.TryGetBytesFromBase64(out var bytes)
            ? (bytes, bytes.Length <= RpcLimits.MaxTorrentFile ? Outcome.Ok : TooLarge())
            : (default, new Outcome(RpcErrors.UnrecognizedInfo, "metainfo must be a .torrent file in base64."));

    private static async ValueTask<(ReadOnlyMemory<byte> Bytes, Outcome Outcome)> LoadAsync(RpcCall call, string filename)
    {
        if (filename.StartsWith("magnet:", StringComparison.OrdinalIgnoreCase))
        {
            return (default, Outcome.Refused("Magnet links are not supported yet; add the .torrent file."));
        }

        if (Uri.TryCreate(filename, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            if (call.Doors.Fetch is not { } fetch)
            {
                return (default, Outcome.Refused("This daemon fetches no .torrent files from servers; send the file itself."));
            }

            var fetched = await fetch(url, call.Caller.IsTrusted, call.Cancellation).ConfigureAwait(false);
            return fetched.Error is null
                ? (fetched.Bytes, fetched.Bytes.Length <= RpcLimits.MaxTorrentFile ? Outcome.Ok : TooLarge())
                : (default, new Outcome(RpcErrors.Http, fetched.Error));
        }

        if (!call.Caller.IsTrusted || !call.Doors.ReadsLocalFiles)
        {
            return (default, Outcome.Refused("filename must be an http or https URL; of a file on this machine send the bytes as metainfo."));
        }

        return LocalFile.Read(filename, RpcLimits.MaxTorrentFile) is { } bytes
            ? (bytes, Outcome.Ok)
            : (default, new Outcome(RpcErrors.System, "This file can't be read: it must be an absolute path of a .torrent file of at most 10 MB."));
    }

    private static Outcome TooLarge() => new(RpcErrors.UnrecognizedInfo, "A .torrent file has at most 10 MB.");
}
