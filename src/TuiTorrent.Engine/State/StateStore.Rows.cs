using Microsoft.Data.Sqlite;
using TuiTorrent.Core;

namespace TuiTorrent.Engine.State;

/// <content>What a user sets: torrents with all their rows, options of the session, totals of all runs.</content>
public sealed partial class StateStore
{
    private const string RowColumns =
        "t.id, t.info_hash, t.root, t.added, position, stopped, seeding_done, verify, uploaded, downloaded, corrupt, "
        + "seconds_downloading, seconds_seeding, active, finished, options, priorities, names, trackers, error, job";

    /// <summary>Runs several changes as one: all are saved, or none.</summary>
    internal void Save(IReadOnlyList<Action<StateStore>> changes) => Guarded(() => InTransaction(() =>
    {
        foreach (var change in changes)
        {
            change(this);
        }

        return 0;
    }));

    /// <summary>Every torrent by its number, read by one query, one at a time. Not in the order of the queue: sorting would copy every .torrent.</summary>
    internal void LoadAll(Action<StoredTorrent> take) => Guarded(() =>
    {
        using var command = Prepare(
            $"SELECT {RowColumns}, t.metainfo, p.claimed FROM torrents t JOIN entries e ON e.id=t.id LEFT JOIN progress p ON p.info_hash=t.info_hash ORDER BY t.id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetFieldValue<byte[]>(1).Length == InfoHash.Length)
            {
                take(new StoredTorrent(ReadRow(reader), reader.GetFieldValue<byte[]>(21), reader.IsDBNull(22) ? null : reader.GetFieldValue<byte[]>(22)));
            }
        }

        return 0;
    });

    /// <summary>One row, or null.</summary>
    internal TorrentRow? FindRow(InfoHash infoHash) => Guarded(() =>
    {
        using var command = Prepare($"SELECT {RowColumns} FROM torrents t JOIN entries e ON e.id=t.id WHERE t.info_hash=$hash", "$hash");
        command.Parameters[0].Value = infoHash.ToArray();
        using var reader = command.ExecuteReader();
        return reader.Read() ? ReadRow(reader) : null;
    });

    /// <summary>The bytes of a .torrent, or null.</summary>
    internal byte[]? LoadMetainfo(InfoHash infoHash) => Guarded(() =>
    {
        using var command = Prepare("SELECT metainfo FROM torrents WHERE info_hash=$hash", "$hash");
        command.Parameters[0].Value = infoHash.ToArray();
        return command.ExecuteScalar() as byte[];
    });

    /// <summary>The greatest number that a torrent ever had.</summary>
    internal int LastId() => Guarded(() =>
    {
        using var command = Prepare("SELECT MAX((SELECT IFNULL(MAX(seq), 0) FROM sqlite_sequence WHERE name='torrents'), (SELECT IFNULL(MAX(id), 0) FROM torrents))");
        return command.ExecuteScalar() is long id ? (int)id : 0;
    });

    /// <summary>Adds a torrent with its number.</summary>
    internal void Insert(TorrentRow row, ReadOnlyMemory<byte> metainfo) => Guarded(() => InTransaction(() =>
    {
        Execute(
            "INSERT INTO torrents (id, info_hash, metainfo, root, added) VALUES ($1, $2, $3, $4, $5)",
            row.Id, row.InfoHash.ToArray(), metainfo.ToArray(), row.Root, row.Added.ToUnixTimeMilliseconds());
        Execute("INSERT INTO entries (id, position) VALUES ($1, $2)", row.Id, row.Position);
        Update(row);
        UpdateTotals(row.Id, row.Totals);
        return 0;
    }));

    /// <summary>Saves what a user may change of a torrent; its totals are left as they are.</summary>
    internal void Update(TorrentRow row) => Guarded(() => InTransaction(() =>
    {
        // Only where it changed: the row beside it holds the .torrent.
        Execute("UPDATE torrents SET root=$2 WHERE id=$1 AND root<>$2", row.Id, row.Root);
        Execute(
            "UPDATE entries SET position=$2, stopped=$3, seeding_done=$4, verify=$5, options=$6, finished=$7, error=$8 WHERE id=$1",
            row.Id, row.Position, row.IsStopped, row.IsSeedingDone, row.WantsVerify, OrNull(RowText.Write(row.Options)), Milliseconds(row.Finished), OrNull(row.Error));
        return Execute(
            "UPDATE entries SET priorities=$2, names=$3, trackers=$4, job=$5 WHERE id=$1",
            row.Id, OrNull(row.Priorities), OrNull(RowText.Write(row.Names)), OrNull(RowText.Write(row.Trackers)), OrNull(RowText.Write(row.Job)));
    }));

    /// <summary>Saves the totals of a torrent.</summary>
    internal void UpdateTotals(int id, RowTotals totals) => Guarded(() => Execute(
        "UPDATE entries SET uploaded=$2, downloaded=$3, corrupt=$4, seconds_downloading=$5, seconds_seeding=$6, active=$7 WHERE id=$1",
        id, totals.Uploaded, totals.Downloaded, totals.Corrupt, totals.SecondsDownloading, totals.SecondsSeeding, Milliseconds(totals.Active)));

    /// <summary>What was set at run time, by name.</summary>
    internal IReadOnlyDictionary<string, string> LoadSettings() => Guarded(() =>
    {
        using var command = Prepare("SELECT name, value FROM settings");
        using var reader = command.ExecuteReader();
        var settings = new Dictionary<string, string>();
        while (reader.Read())
        {
            settings[reader.GetString(0)] = reader.GetString(1);
        }

        return settings;
    });

    /// <summary>Replaces what was set at run time.</summary>
    internal void SaveSettings(IReadOnlyDictionary<string, string> settings) => Guarded(() => InTransaction(() =>
    {
        Execute("DELETE FROM settings");
        foreach (var (name, value) in settings)
        {
            Execute("INSERT INTO settings (name, value) VALUES ($1, $2)", name, value);
        }

        return 0;
    }));

    /// <summary>A number that is kept for good; 0 if it was never saved.</summary>
    internal long LoadCount(string name) => Guarded(() =>
    {
        using var command = Prepare("SELECT value FROM meta WHERE name=$name", "$name");
        command.Parameters[0].Value = name;
        return command.ExecuteScalar() is long value ? value : 0;
    });

    /// <summary>Saves such a number.</summary>
    internal void SaveCount(string name, long value) => Guarded(() =>
        Execute("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value=excluded.value", name, value));

    private static TorrentRow ReadRow(SqliteDataReader reader) => new()
    {
        Id = reader.GetInt32(0),
        InfoHash = new InfoHash(reader.GetFieldValue<byte[]>(1)),
        Root = reader.GetString(2),
        Added = Time(reader.GetInt64(3)),
        Position = reader.GetInt32(4),
        IsStopped = reader.GetBoolean(5),
        IsSeedingDone = reader.GetBoolean(6),
        WantsVerify = reader.GetBoolean(7),
        Totals = new RowTotals(
            reader.GetInt64(8), reader.GetInt64(9), reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12),
            reader.IsDBNull(13) ? null : Time(reader.GetInt64(13))),
        Finished = reader.IsDBNull(14) ? null : Time(reader.GetInt64(14)),
        Options = RowText.ReadOptions(Text(reader, 15)),
        Priorities = reader.IsDBNull(16) ? null : reader.GetFieldValue<byte[]>(16),
        Names = RowText.ReadNames(Text(reader, 17)),
        Trackers = RowText.ReadTrackers(Text(reader, 18)),
        Error = Text(reader, 19),
        Job = RowText.ReadJob(Text(reader, 20)),
    };

    private static object OrNull(object? value) => value ?? DBNull.Value;

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
