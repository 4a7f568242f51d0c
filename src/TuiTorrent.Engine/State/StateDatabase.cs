using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TuiTorrent.Engine.State;

/// <summary>Opens the database: settings, schema, migration, and what to do with a damaged one.</summary>
internal static class StateDatabase
{
    private const string FileName = "state.db";

    // A database up to this size is read whole at opening to find damage; beyond, that would cost a flash card seconds.
    private const long MaxCheckedBytes = 16 * 1024 * 1024;

    private const int ErrorCorrupt = 11;
    private const int ErrorNotADatabase = 26;

    // One script a version; the position is the version it leads from. A released script never changes.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE torrents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            info_hash BLOB NOT NULL UNIQUE,
            metainfo BLOB NOT NULL,
            root TEXT NOT NULL,
            uploaded INTEGER NOT NULL,
            downloaded INTEGER NOT NULL,
            added INTEGER NOT NULL,
            finished INTEGER);
        CREATE TABLE progress (info_hash BLOB PRIMARY KEY, pieces INTEGER NOT NULL, claimed BLOB NOT NULL, partial BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE files (info_hash BLOB, file INTEGER, size INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (info_hash, file)) WITHOUT ROWID;
        """,
        // What changes stands apart from the .torrent: a row that is saved every minute must not write those bytes again.
        """
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY,
            position INTEGER NOT NULL,
            stopped INTEGER NOT NULL DEFAULT 0,
            seeding_done INTEGER NOT NULL DEFAULT 0,
            verify INTEGER NOT NULL DEFAULT 0,
            uploaded INTEGER NOT NULL DEFAULT 0,
            downloaded INTEGER NOT NULL DEFAULT 0,
            corrupt INTEGER NOT NULL DEFAULT 0,
            seconds_downloading INTEGER NOT NULL DEFAULT 0,
            seconds_seeding INTEGER NOT NULL DEFAULT 0,
            active INTEGER,
            finished INTEGER,
            options TEXT,
            priorities BLOB,
            names TEXT,
            trackers TEXT,
            error TEXT,
            job TEXT);
        INSERT INTO entries (id, position, uploaded, downloaded, finished) SELECT id, id, uploaded, downloaded, finished FROM torrents;
        ALTER TABLE torrents DROP COLUMN uploaded;
        ALTER TABLE torrents DROP COLUMN downloaded;
        ALTER TABLE torrents DROP COLUMN finished;
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """,
    ];

    /// <summary>The script that leads from one version to the next; for tests that begin with an old database.</summary>
    internal static string Migration(int version) => Migrations[version];

    /// <summary>Opens or makes the database; a damaged one is moved aside, never deleted, and a warning tells where it is.</summary>
    public static SqliteConnection Open(string directory, List<string> warnings)
    {
        SQLitePCL.Batteries_V2.Init();
        var path = Path.Combine(directory, FileName);
        try
        {
            return OpenChecked(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ErrorCorrupt or ErrorNotADatabase)
        {
            var aside = MoveAside(path);
            warnings.Add($"The state in {path} was damaged and was moved to {aside}. Torrents must be added again; their files are kept and will be verified.");
        }
        catch (SqliteException e)
        {
            throw new StateException($"Can't open the state in {path}: {e.Message}", e);
        }

        try
        {
            return OpenChecked(path);
        }
        catch (SqliteException e)
        {
            throw new StateException($"Can't make the state in {path}: {e.Message}", e);
        }
    }

    private static SqliteConnection OpenChecked(string path)
    {
        // No pool: the connection lives as long as the process and must be gone when it is closed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // Exclusive: one process by our own lock, so the shared-memory file beside a WAL isn't needed.
            Run(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-256; PRAGMA temp_store=MEMORY;");
            Check(connection, path);
            Migrate(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxCheckedBytes })
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() as string is var verdict && verdict != "ok")
        {
            throw new SqliteException(verdict ?? "damaged", ErrorCorrupt);
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (version > Migrations.Length)
        {
            throw new StateException($"{path} was written by a newer version of this program (schema {version}, this one knows {Migrations.Length}): update, or use another --state directory.");
        }

        for (; version < Migrations.Length; version++)
        {
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE; {Migrations[version]} PRAGMA user_version={version + 1}; COMMIT;"));
        }
    }

    private static string MoveAside(string path)
    {
        var number = 1;
        string aside;
        do
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{number++}");
        }
        while (File.Exists(aside));

        File.Move(path, aside);
        foreach (var suffix in new[] { "-wal", "-shm", "-journal" })
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, aside + suffix, overwrite: true);
            }
        }

        return aside;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
