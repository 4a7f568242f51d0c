using TuiTorrent.Core;

namespace TuiTorrent.Engine.State;

/// <summary>What must outlive the process: torrents, what is claimed of them, totals.</summary>
/// <remarks>Any thread. One process at a time, by a lock on the directory. Calls wait for the disk, but <see cref="SetTotals"/>.</remarks>
public sealed class StateStore : IDisposable
{
    private StateStore()
    {
    }

    /// <summary>Sentences for the user about what was found damaged at opening.</summary>
    public IReadOnlyList<string> Warnings { get; } = [];

    /// <summary>Opens or makes the state in a directory; throws <see cref="StateException"/> when another process has it or it can't be made.</summary>
    public static StateStore Open(string directory) => throw new NotImplementedException(directory);

    /// <summary>All torrents, in the order in which they were added.</summary>
    public IReadOnlyList<InfoHash> List() => throw new NotImplementedException();

    /// <summary>One torrent, or null.</summary>
    public TorrentRecord? Find(InfoHash infoHash) => throw new NotImplementedException();

    /// <summary>Adds a torrent, or replaces what is known of it but its progress.</summary>
    public void Add(TorrentRecord record) => throw new NotImplementedException();

    /// <summary>Forgets a torrent with its progress.</summary>
    public void Remove(InfoHash infoHash) => throw new NotImplementedException();

    /// <summary>Notes the totals; they are saved with the next barrier of any torrent, or at <see cref="Dispose"/>. Never waits.</summary>
    public void SetTotals(InfoHash infoHash, long uploaded, long downloaded) => throw new NotImplementedException();

    /// <summary>Saves when a torrent was first complete.</summary>
    public void SetFinished(InfoHash infoHash, DateTimeOffset finished) => throw new NotImplementedException();

    /// <summary>Forgets what is claimed of a torrent, so that its files are looked at anew at the next opening.</summary>
    public void ResetProgress(InfoHash infoHash) => throw new NotImplementedException();

    /// <summary>Saves what is noted and closes the database.</summary>
    public void Dispose()
    {
    }
}
