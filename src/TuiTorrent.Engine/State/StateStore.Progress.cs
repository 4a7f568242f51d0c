using Microsoft.Data.Sqlite;
using TuiTorrent.Core;

namespace TuiTorrent.Engine.State;

/// <content>What a barrier saves: which pieces are claimed, and how the files looked then.</content>
public sealed partial class StateStore
{
    private readonly SqliteCommand _saveProgress;
    private readonly SqliteCommand _saveStamp;
    private readonly SqliteCommand _saveTotals;

    // Whether the run before ended with every torrent closed: only then must files look exactly as they did.
    private readonly bool _wasClosed;
    private readonly HashSet<InfoHash> _inUse = [];
    private readonly HashSet<InfoHash> _closedInThisRun = [];

    // Prepared once: a start asks for thousands.
    private SqliteCommand? _loadProgress;
    private SqliteCommand? _loadStamps;

    /// <summary>What the last barrier saved of a torrent, or null; from now on it counts as in use until an update closes it.</summary>
    internal Progress? LoadProgress(InfoHash infoHash, int pieceCount, Func<int, int> blockCount) => Guarded(() =>
    {
        var wasClosed = _closedInThisRun.Remove(infoHash) || (_wasClosed && !_inUse.Contains(infoHash));
        _inUse.Add(infoHash);
        var command = _loadProgress ??= Prepare("SELECT claimed, partial FROM progress WHERE info_hash=$hash AND pieces=$pieces", "$hash", "$pieces");
        command.Parameters[0].Value = infoHash.ToArray();
        command.Parameters[1].Value = pieceCount;
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var claimed = new Bitfield(pieceCount);
        if (!claimed.TrySet(reader.GetFieldValue<byte[]>(0)))
        {
            return null;
        }

        var partial = PartialBlob.Decode(reader.GetFieldValue<byte[]>(1), pieceCount, blockCount);
        partial.RemoveAll(p => claimed[p.Piece]);
        return new Progress(claimed, partial, LoadStamps(infoHash), wasClosed);
    });

    /// <summary>Saves barriers of any number of torrents, and the totals noted, in one transaction.</summary>
    internal void SaveProgress(IReadOnlyList<ProgressUpdate> updates) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var update in updates)
        {
            var hash = update.InfoHash.ToArray();
            _saveProgress.Transaction = transaction;
            _saveProgress.Parameters[0].Value = hash;
            _saveProgress.Parameters[1].Value = update.Claimed.Length;
            _saveProgress.Parameters[2].Value = update.Claimed.Bytes.ToArray();
            _saveProgress.Parameters[3].Value = PartialBlob.Encode(update.Partial);
            _saveProgress.ExecuteNonQuery();

            _saveStamp.Transaction = transaction;
            _saveStamp.Parameters[0].Value = hash;
            foreach (var stamp in update.Stamps)
            {
                _saveStamp.Parameters[1].Value = stamp.File;
                _saveStamp.Parameters[2].Value = stamp.Size;
                _saveStamp.Parameters[3].Value = stamp.ModifiedNs;
                _saveStamp.ExecuteNonQuery();
            }
        }

        SaveTotals(transaction);
        transaction.Commit();
        foreach (var update in updates)
        {
            if (update.Closing)
            {
                _inUse.Remove(update.InfoHash);
                _closedInThisRun.Add(update.InfoHash);
            }
        }

        return 0;
    });

    private Dictionary<int, SavedStamp> LoadStamps(InfoHash infoHash)
    {
        var command = _loadStamps ??= Prepare("SELECT file, size, modified FROM files WHERE info_hash=$hash", "$hash");
        command.Parameters[0].Value = infoHash.ToArray();
        using var reader = command.ExecuteReader();
        var stamps = new Dictionary<int, SavedStamp>();
        while (reader.Read())
        {
            var file = reader.GetInt32(0);
            stamps[file] = new SavedStamp(file, reader.GetInt64(1), reader.GetInt64(2));
        }

        return stamps;
    }

    private void Forget(InfoHash infoHash)
    {
        Execute("DELETE FROM progress WHERE info_hash=$1", infoHash.ToArray());
        Execute("DELETE FROM files WHERE info_hash=$1", infoHash.ToArray());
        _inUse.Remove(infoHash);
        _closedInThisRun.Remove(infoHash);
    }

    // Totals that fail to be saved are lost with the process; the next call brings the newer ones anyway.
    private void SaveTotals(SqliteTransaction transaction)
    {
        Dictionary<InfoHash, (long Uploaded, long Downloaded)> totals;
        lock (_totalsGate)
        {
            if (_totals.Count == 0)
            {
                return;
            }

            (totals, _totals) = (_totals, []);
        }

        _saveTotals.Transaction = transaction;
        foreach (var (hash, (uploaded, downloaded)) in totals)
        {
            _saveTotals.Parameters[0].Value = uploaded;
            _saveTotals.Parameters[1].Value = downloaded;
            _saveTotals.Parameters[2].Value = hash.ToArray();
            _saveTotals.ExecuteNonQuery();
        }
    }

    private bool BeginRun()
    {
        using var command = Prepare("SELECT value FROM meta WHERE name='closed'");
        var wasClosed = command.ExecuteScalar() is 1L;
        Execute("INSERT INTO meta (name, value) VALUES ('closed', 0) ON CONFLICT (name) DO UPDATE SET value=0");
        return wasClosed;
    }

    private void EndRun()
    {
        using var transaction = _connection.BeginTransaction();
        SaveTotals(transaction);
        if (_inUse.Count == 0)
        {
            Execute("UPDATE meta SET value=1 WHERE name='closed'");
        }

        transaction.Commit();
    }
}
