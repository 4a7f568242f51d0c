using Microsoft.Data.Sqlite;
using TuiTorrent.Core;

namespace TuiTorrent.Engine.State;

/// <summary>What must outlive the process: torrents, what is claimed of them, totals.</summary>
/// <remarks>
/// Any thread. One process at a time, by a lock on the directory. Calls wait for the disk, but <see cref="SetTotals"/>, and throw
/// <see cref="StateException"/> when the database fails. What a barrier saves is in StateStore.Progress.cs, what a
/// user sets in StateStore.Rows.cs.
/// </remarks>
public sealed partial class StateStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StateLock _lock;
    private readonly SqliteConnection _connection;

    private readonly Lock _totalsGate = new();
    private Dictionary<InfoHash, (long Uploaded, long Downloaded)> _totals = [];
    private bool _isInTransaction;
    private bool _disposed;

    private StateStore(StateLock stateLock, SqliteConnection connection, IReadOnlyList<string> warnings)
    {
        _lock = stateLock;
        _connection = connection;
        Warnings = warnings;
        _saveProgress = Prepare(
            "INSERT INTO progress (info_hash, pieces, claimed, partial) VALUES ($hash, $pieces, $claimed, $partial) "
            + "ON CONFLICT (info_hash) DO UPDATE SET pieces=excluded.pieces, claimed=excluded.claimed, partial=excluded.partial",
            "$hash", "$pieces", "$claimed", "$partial");
        _saveStamp = Prepare(
            "INSERT INTO files (info_hash, file, size, modified) VALUES ($hash, $file, $size, $modified) "
            + "ON CONFLICT (info_hash, file) DO UPDATE SET size=excluded.size, modified=excluded.modified",
            "$hash", "$file", "$size", "$modified");
        _saveTotals = Prepare("UPDATE entries SET uploaded=$up, downloaded=$down WHERE id=(SELECT id FROM torrents WHERE info_hash=$hash)", "$up", "$down", "$hash");
        _wasClosed = BeginRun();
    }

    /// <summary>Sentences for the user about what was found damaged at opening.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Opens or makes the state in a directory; throws <see cref="StateException"/> when another process has it or it can't be made.</summary>
    public static StateStore Open(string directory)
    {
        try
        {
            // Metainfo holds passkeys: nobody else's business.
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"Can't make the state directory {directory}: {e.Message}", e);
        }

        var stateLock = StateLock.Take(directory);
        SqliteConnection? connection = null;
        try
        {
            var warnings = new List<string>();
            connection = StateDatabase.Open(directory, warnings);
            return new StateStore(stateLock, connection, warnings);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            stateLock.Dispose();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new StateException($"Can't open the state in {directory}: {e.Message}", e);
            }

            throw;
        }
    }

    /// <summary>All torrents, in the order in which they were added.</summary>
    public IReadOnlyList<InfoHash> List() => Guarded(() =>
    {
        using var command = Prepare("SELECT info_hash FROM torrents ORDER BY id");
        using var reader = command.ExecuteReader();
        var hashes = new List<InfoHash>();
        while (reader.Read())
        {
            if (reader.GetFieldValue<byte[]>(0) is { Length: InfoHash.Length } hash)
            {
                hashes.Add(new InfoHash(hash));
            }
        }

        return hashes;
    });

    /// <summary>One torrent, or null.</summary>
    public TorrentRecord? Find(InfoHash infoHash) => Guarded(() =>
    {
        using var command = Prepare("SELECT metainfo, root, uploaded, downloaded, added, finished FROM torrents JOIN entries USING (id) WHERE info_hash=$hash", "$hash");
        command.Parameters[0].Value = infoHash.ToArray();
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var (uploaded, downloaded) = (reader.GetInt64(2), reader.GetInt64(3));
        lock (_totalsGate)
        {
            if (_totals.TryGetValue(infoHash, out var noted))
            {
                (uploaded, downloaded) = noted;
            }
        }

        return new TorrentRecord(
            infoHash, reader.GetFieldValue<byte[]>(0), reader.GetString(1), uploaded, downloaded,
            Time(reader.GetInt64(4)), reader.IsDBNull(5) ? null : Time(reader.GetInt64(5)));
    });

    /// <summary>Adds a torrent, or replaces what is known of it but its progress.</summary>
    public void Add(TorrentRecord record) => Guarded(() =>
    {
        lock (_totalsGate)
        {
            _totals.Remove(record.InfoHash);
        }

        return InTransaction(() =>
        {
            Execute(
                "INSERT INTO torrents (info_hash, metainfo, root, added) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (info_hash) DO UPDATE SET metainfo=excluded.metainfo, root=excluded.root, added=excluded.added",
                record.InfoHash.ToArray(), record.Metainfo.ToArray(), record.Root, record.Added.ToUnixTimeMilliseconds());
            return Execute(
                "INSERT INTO entries (id, position, uploaded, downloaded, finished) SELECT id, id, $2, $3, $4 FROM torrents WHERE info_hash=$1 "
                + "ON CONFLICT (id) DO UPDATE SET uploaded=excluded.uploaded, downloaded=excluded.downloaded, finished=excluded.finished",
                record.InfoHash.ToArray(), record.Uploaded, record.Downloaded, Milliseconds(record.Finished));
        });
    });

    /// <summary>Forgets a torrent with its progress.</summary>
    public void Remove(InfoHash infoHash) => Guarded(() =>
    {
        lock (_totalsGate)
        {
            _totals.Remove(infoHash);
        }

        return InTransaction(() =>
        {
            Forget(infoHash);
            Execute("DELETE FROM entries WHERE id=(SELECT id FROM torrents WHERE info_hash=$1)", infoHash.ToArray());
            return Execute("DELETE FROM torrents WHERE info_hash=$1", infoHash.ToArray());
        });
    });

    /// <summary>Notes the totals; they are saved with the next barrier of any torrent, or at <see cref="Dispose"/>. Never waits for the disk.</summary>
    public void SetTotals(InfoHash infoHash, long uploaded, long downloaded)
    {
        lock (_totalsGate)
        {
            _totals[infoHash] = (uploaded, downloaded);
        }
    }

    /// <summary>Saves when a torrent was first complete; a second call changes nothing.</summary>
    public void SetFinished(InfoHash infoHash, DateTimeOffset finished) => Guarded(() =>
        Execute("UPDATE entries SET finished=$1 WHERE id=(SELECT id FROM torrents WHERE info_hash=$2) AND finished IS NULL", finished.ToUnixTimeMilliseconds(), infoHash.ToArray()));

    /// <summary>Forgets what is claimed of a torrent, so that its files are looked at anew at the next opening.</summary>
    public void ResetProgress(InfoHash infoHash) => Guarded(() =>
    {
        return InTransaction(() =>
        {
            Forget(infoHash);
            return 0;
        });
    });

    /// <summary>Saves what is noted and closes the database; a failure to save is not told.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            try
            {
                EndRun();
            }
            catch (SqliteException)
            {
                // The next run takes this one for killed and looks at the files with less trust: nothing is lost.
            }

            _disposed = true;
            _saveProgress.Dispose();
            _saveStamp.Dispose();
            _saveTotals.Dispose();
            _loadProgress?.Dispose();
            _loadStamps?.Dispose();
            _connection.Dispose();
            _lock.Dispose();
        }
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_999));

    private static object Milliseconds(DateTimeOffset? time) => time is { } known ? known.ToUnixTimeMilliseconds() : DBNull.Value;

    // All or nothing; within a transaction it is a part of it.
    private T InTransaction<T>(Func<T> work)
    {
        if (_isInTransaction)
        {
            return work();
        }

        using var transaction = _connection.BeginTransaction();
        _isInTransaction = true;
        try
        {
            var result = work();
            transaction.Commit();
            return result;
        }
        finally
        {
            _isInTransaction = false;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw new StateException($"The state could not be read or saved: {e.Message}", e);
            }
        }
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private int Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (char)('1' + i), values[i]);
        }

        return command.ExecuteNonQuery();
    }
}
