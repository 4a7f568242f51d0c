using System.Globalization;
using TuiTorrent.Engine.Board;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Rpc.Methods;

/// <summary>What Transmission has no word for. In both dialects the names and keys are the same: snake_case.</summary>
internal static class OwnMethods
{
    private const int DefaultLogLines = 100;

    /// <summary>tuitorrent_why {id} -> {id, causes: [{code, text, remedy}]}.</summary>
    public static async ValueTask<Outcome> WhyAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var ids = await TorrentIds.ReadAsync(call, "id").ConfigureAwait(false);
        if (!parameters.Has("id"))
        {
            parameters.Fail("id is missing.");
        }

        if (ids is null || parameters.Finish() is not null)
        {
            return Outcome.Invalid(parameters.Error!);
        }

        if (ids.Torrents.Count != 1 || await call.Engine.WhyAsync(ids.Torrents[0].InfoHash).ConfigureAwait(false) is not { } causes)
        {
            return Outcome.Refused("There is no such torrent.");
        }

        var json = call.Out.Json;
        json.WriteNumber("id", ids.Torrents[0].Id);
        json.WriteStartArray("causes");
        foreach (var cause in causes)
        {
            json.WriteStartObject();
            json.WriteString("code", cause.Code);
            json.WriteString("text", cause.Text);
            json.WriteString("remedy", cause.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return Outcome.Ok;
    }

    /// <summary>tuitorrent_handshakes -> {plain, rc4, mse_plaintext, failed, refused: {reason: count}, closes: {…}, recent: […]}.</summary>
    public static async ValueTask<Outcome> HandshakesAsync(RpcCall call)
    {
        var report = await call.Engine.HandshakesAsync().ConfigureAwait(false);
        var json = call.Out.Json;
        json.WriteNumber("plain", report.Counts.Plain);
        json.WriteNumber("rc4", report.Counts.Rc4);
        json.WriteNumber("mse_plaintext", report.Counts.MsePlaintext);
        json.WriteNumber("failed", report.Counts.Refused);
        WriteCounts(call.Out, "refused", report.Refused);
        WriteCounts(call.Out, "closes", report.Closes);
        json.WriteStartArray("recent");
        foreach (var row in report.Recent)
        {
            json.WriteStartObject();
            json.WriteNumber("at", row.At.ToUnixTimeSeconds());
            json.WriteString("peer", row.Endpoint.ToString());
            json.WriteBoolean("is_incoming", row.IsIncoming);
            json.WriteString("verdict", row.Verdict);
            json.WriteNumber("milliseconds", row.Milliseconds);
            if (row.Torrent is { } torrent)
            {
                json.WriteString("hash_string", torrent.ToString());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        return Outcome.Ok;
    }

    /// <summary>tuitorrent_board: what the machine does not tell is left out.</summary>
    public static ValueTask<Outcome> BoardAsync(RpcCall call)
    {
        var board = call.Doors.Board();
        var json = call.Out.Json;
        if (board.Model is not null)
        {
            json.WriteString("model", board.Model);
        }

        if (board.TemperatureC is { } temperature)
        {
            json.WriteNumber("temperature_c", Math.Round(temperature, 1));
        }

        WriteFlag("is_throttled", board.IsThrottled);
        WriteFlag("is_under_voltage", board.IsUnderVoltage);
        WriteFlag("has_been_throttled", board.HasBeenThrottled);
        json.WriteStartArray("load");
        foreach (var load in board.Load)
        {
            call.Out.NumberValue(load);
        }

        json.WriteEndArray();
        json.WriteNumber("cores", board.Cores);
        WriteSize("memory_total", board.MemoryTotal);
        WriteSize("memory_available", board.MemoryAvailable);
        WriteSize("own_resident", board.OwnResident);
        WriteSize("own_private", board.OwnPrivate);
        json.WriteStartArray("disks");
        foreach (var disk in board.Disks)
        {
            WriteDisk(call.Out, disk);
        }

        json.WriteEndArray();
        return new ValueTask<Outcome>(Outcome.Ok);

        void WriteFlag(string name, bool? value)
        {
            if (value is { } known)
            {
                json.WriteBoolean(name, known);
            }
        }

        void WriteSize(string name, long? value)
        {
            if (value is { } known)
            {
                json.WriteNumber(name, known);
            }
        }
    }

    /// <summary>tuitorrent_log {since, limit, level, id} -> {last, lines: […]}.</summary>
    public static async ValueTask<Outcome> LogAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var since = parameters.Long("since", 0, long.MaxValue) ?? 0;
        var limit = parameters.Int("limit", 1, RpcLimits.MaxLogLines) ?? DefaultLogLines;
        var level = parameters.Text("level");
        LogSeverity? least = level switch
        {
            "error" => LogSeverity.Error,
            "warning" => LogSeverity.Warning,
            "info" => LogSeverity.Info,
            null or "debug" => LogSeverity.Debug,
            _ => null,
        };
        if (least is null)
        {
            parameters.Fail("level must be error, warning, info or debug.");
        }

        var torrent = 0;
        if (parameters.Has("id"))
        {
            var ids = await TorrentIds.ReadAsync(call, "id").ConfigureAwait(false);
            torrent = ids is { Torrents.Count: 1 } ? ids.Torrents[0].Id : 0;
            if (torrent == 0)
            {
                parameters.Fail("There is no such torrent.");
            }
        }

        if (parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        call.Out.Json.WriteNumber("last", call.Doors.Log.Last);
        WriteLines(call.Out, "lines", call.Doors.Log.Since(since, limit, least!.Value, torrent));
        return Outcome.Ok;
    }

    /// <summary>tuitorrent_traffic -> {seconds_of_last, down: [bytes a minute], up: […]}, oldest first.</summary>
    public static async ValueTask<Outcome> TrafficAsync(RpcCall call)
    {
        var report = await call.Engine.TrafficAsync().ConfigureAwait(false);
        call.Out.Json.WriteNumber("seconds_of_last", report.SecondsOfLast);
        Write("down", static minute => minute.Down);
        Write("up", static minute => minute.Up);
        return Outcome.Ok;

        void Write(string name, Func<(long Down, long Up), long> side)
        {
            call.Out.Json.WriteStartArray(name);
            foreach (var minute in report.Minutes)
            {
                call.Out.Json.WriteNumberValue(side(minute));
            }

            call.Out.Json.WriteEndArray();
        }
    }

    /// <summary>
    /// tuitorrent_events {version, log, timeout_s} -> {version, changed: [ids], removed: [ids], log_last, log: [lines]}: answers when something is newer than the caller knows, or
    /// when its patience ends. "log" is the last line that the caller has; without it log lines neither wake nor come.
    /// </summary>
    public static async ValueTask<Outcome> EventsAsync(RpcCall call)
    {
        var parameters = call.Parameters;
        var version = parameters.Long("version", 0, long.MaxValue) ?? 0;
        var log = parameters.Long("log", 0, long.MaxValue);
        var timeout = parameters.Int("timeout_s", 0, RpcLimits.MaxPollSeconds) ?? 0;
        if (parameters.Finish() is { } error)
        {
            return Outcome.Invalid(error);
        }

        // Whoever knows a later version than ours talked to an earlier process.
        var ring = call.Doors.Log;
        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        version = version > snapshot.Version ? 0 : version;
        var isNew = snapshot.Version > version || (log is { } seen && seen != ring.Last);
        if (!isNew && timeout > 0 && !call.IsInBatch)
        {
            snapshot = await WaitAsync(call, snapshot, version, log, TimeSpan.FromSeconds(timeout)).ConfigureAwait(false);
        }

        var json = call.Out.Json;
        json.WriteNumber("version", snapshot.Version);
        json.WriteStartArray("changed");
        foreach (var torrent in snapshot.Torrents.Where(torrent => torrent.Version > version))
        {
            json.WriteNumberValue(torrent.Id);
        }

        json.WriteEndArray();
        json.WriteStartArray("removed");
        foreach (var torrent in snapshot.Removed.Where(torrent => torrent.Version > version))
        {
            json.WriteNumberValue(torrent.Id);
        }

        json.WriteEndArray();
        if (log is { } since)
        {
            var lines = ring.Since(since, RpcLimits.MaxLogLines);
            json.WriteNumber("log_last", lines.Count > 0 ? lines[^1].Sequence : ring.Last);
            WriteLines(call.Out, "log", lines);
        }

        return Outcome.Ok;
    }

    private static async ValueTask<EngineSnapshot> WaitAsync(RpcCall call, EngineSnapshot snapshot, long version, long? log, TimeSpan patience)
    {
        // The loser of the two waits must end with the request, or each poll would leave one behind.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        var changed = call.Engine.ChangedAsync(version, patience, over.Token);
        if (log is not { } since)
        {
            return await changed.ConfigureAwait(false);
        }

        var first = await Task.WhenAny(changed, call.Doors.Log.WaitAsync(since, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        if (first == changed)
        {
            return await changed.ConfigureAwait(false);
        }

        call.Cancellation.ThrowIfCancellationRequested();
        await ((Task)changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return changed.IsCompletedSuccessfully ? await changed.ConfigureAwait(false) : snapshot;
    }

    private static void WriteDisk(KeyedWriter writer, DiskHealth disk)
    {
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("path", disk.Path);
        json.WriteString("device", disk.Device);
        json.WriteNumber("total", disk.Total);
        json.WriteNumber("free", disk.Free);
        json.WriteBoolean("is_missing", disk.IsMissing);
        if (disk.WrittenToday is { } written)
        {
            json.WriteNumber("written_today", written);
        }

        json.WriteEndObject();
    }

    private static void WriteCounts(KeyedWriter writer, string name, IReadOnlyDictionary<string, long> counts)
    {
        writer.Json.WriteStartObject(name);
        foreach (var (reason, count) in counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Json.WriteNumber(reason, count);
        }

        writer.Json.WriteEndObject();
    }

    private static void WriteLines(KeyedWriter writer, string name, IReadOnlyList<LogLine> lines)
    {
        var json = writer.Json;
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", line.Sequence);
            json.WriteString("at", line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(line.Severity));
            if (line.Torrent != 0)
            {
                json.WriteNumber("id", line.Torrent);
            }

            json.WriteString("text", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Level(LogSeverity severity) => severity switch
    {
        LogSeverity.Error => "error",
        LogSeverity.Warning => "warning",
        LogSeverity.Info => "info",
        _ => "debug",
    };
}
