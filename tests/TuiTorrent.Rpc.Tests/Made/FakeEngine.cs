using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Tests.Made;

/// <summary>An engine without disk and sockets: it keeps rows, carries out what changes them, and notes every command.</summary>
internal sealed class FakeEngine(TimeProvider time) : ITorrentEngine
{
    private readonly List<TorrentSnapshot> _rows = [];
    private readonly List<RemovedTorrent> _removed = [];
    private TaskCompletionSource _changed = New();
    private long _version = 1;

    /// <summary>What was asked, one a line.</summary>
    public List<string> Commands { get; } = [];

    public EngineOptions Options { get; set; } = new() { DownloadDirectory = "/srv/torrents" };

    public Func<InfoHash, DetailParts, TorrentDetail?>? Details { get; set; }

    public Func<InfoHash, TorrentMetainfo?>? Metainfos { get; set; }

    public IReadOnlyList<StallCause> Causes { get; set; } = [];

    public HandshakeReport Handshakes { get; set; } = new(default, new Dictionary<string, long>(), new Dictionary<string, long>(), []);

    public SessionTotals Totals { get; set; } = new();

    public string? NextError { get; set; }

    /// <summary>No command is answered before this has ended, as when all wait for the disk.</summary>
    public Task Disk { get; set; } = Task.CompletedTask;

    public IReadOnlyList<TorrentSnapshot> Rows => _rows;

    public void Put(TorrentSnapshot row)
    {
        _version++;
        _rows.RemoveAll(other => other.InfoHash == row.InfoHash);
        _rows.Add(row with { Version = _version, QueuePosition = _rows.Count });
        Signal();
    }

    public Task<EngineSnapshot> SnapshotAsync() => Task.FromResult(new EngineSnapshot(_version, [.. _rows], [.. _removed], Totals));

    public async Task<EngineSnapshot> ChangedAsync(long version, TimeSpan patience, CancellationToken cancellation)
    {
        if (_version <= version)
        {
            await Task.WhenAny(_changed.Task, Task.Delay(patience, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }

        return await SnapshotAsync();
    }

    public Task<TorrentDetail?> DetailAsync(InfoHash torrent, DetailParts parts) => Task.FromResult(Details?.Invoke(torrent, parts));

    public Task<TorrentMetainfo?> MetainfoAsync(InfoHash torrent) => Task.FromResult(Metainfos?.Invoke(torrent));

    public Task<IReadOnlyList<StallCause>?> WhyAsync(InfoHash torrent) => Task.FromResult(_rows.Any(row => row.InfoHash == torrent) ? Causes : null);

    public Task<TrafficReport> TrafficAsync() => Task.FromResult(new TrafficReport(20, [(600, 60), (0, 0), (1_200, 30)]));

    public Task<HandshakeReport> HandshakesAsync() => Task.FromResult(Handshakes);

    public Task<AddResult> AddAsync(TorrentMetainfo metainfo, AddOptions options)
    {
        Commands.Add($"add {metainfo.Name} to {options.Directory}{(options.IsPaused ? " paused" : "")}");
        if (_rows.Find(row => row.InfoHash == metainfo.InfoHash) is { } there)
        {
            return Task.FromResult(new AddResult(there.Id, there.InfoHash, there.Name, true, null));
        }

        var id = _rows.Count + 1;
        Put(new TorrentSnapshot
        {
            Id = id,
            InfoHash = metainfo.InfoHash,
            Name = metainfo.Name,
            Status = default,
            Directory = options.Directory,
            Options = options.Options,
            TotalBytes = metainfo.Layout.TotalLength,
            WantedBytes = metainfo.Layout.TotalLength,
            LeftBytes = metainfo.Layout.TotalLength,
            Activity = options.IsPaused ? TorrentActivity.Stopped : TorrentActivity.Downloading,
            AddedAt = time.GetUtcNow(),
            FileCount = 1,
        });
        return Task.FromResult(new AddResult(id, metainfo.InfoHash, metainfo.Name, false, NextError));
    }

    public Task<CommandResult> StartAsync(InfoHash torrent, bool ignoringQueue) =>
        Note($"start {Id(torrent)}{(ignoringQueue ? " now" : "")}", torrent, row => row with { Activity = TorrentActivity.Downloading });

    public Task<CommandResult> StopAsync(InfoHash torrent) => Note($"stop {Id(torrent)}", torrent, row => row with { Activity = TorrentActivity.Stopped });

    public Task<CommandResult> RemoveAsync(InfoHash torrent, bool deleteData)
    {
        Commands.Add($"remove {Id(torrent)}{(deleteData ? " with data" : "")}");
        _version++;
        var row = _rows.First(row => row.InfoHash == torrent);
        _rows.Remove(row);
        _removed.Add(new RemovedTorrent(row.Id, row.InfoHash, _version, time.GetUtcNow()));
        Signal();
        return Task.FromResult(CommandResult.Ok);
    }

    public Task<CommandResult> VerifyAsync(InfoHash torrent) => Note($"verify {Id(torrent)}", torrent, row => row with { Activity = TorrentActivity.QueuedToVerify });

    public Task<CommandResult> ReannounceAsync(InfoHash torrent) => Note($"reannounce {Id(torrent)}", torrent, row => row);

    public Task<CommandResult> MoveAsync(InfoHash torrent, string directory, bool moveData) =>
        Note($"move {Id(torrent)} to {directory}{(moveData ? " with data" : "")}", torrent, row => row with { Directory = directory });

    public Task<CommandResult> RenameAsync(InfoHash torrent, string path, string name) => Note($"rename {Id(torrent)} {path} to {name}", torrent, row => row);

    public Task<CommandResult> ChangeAsync(InfoHash torrent, TorrentChange change) => Note(
        $"change {Id(torrent)} files [{string.Join(' ', change.Files.Select(file => $"{file.File}={file.Priority}"))}] wanted [{string.Join(' ', change.Wanted)}]"
        + (change.Trackers is null ? "" : $" trackers {string.Join(" | ", change.Trackers.Select(tier => string.Join(' ', tier)))}")
        + (change.QueuePosition is { } position ? $" position {position}" : ""),
        torrent,
        row => row with { Options = change.Options?.Invoke(row.Options) ?? row.Options });

    public Task<CommandResult> MoveInQueueAsync(IReadOnlyList<InfoHash> torrents, QueueMove move)
    {
        Commands.Add($"queue {string.Join(' ', torrents.Select(Id))} {move}");
        return Task.FromResult(CommandResult.Ok);
    }

    public Task<CommandResult> SetOptionsAsync(Func<EngineOptions, EngineOptions> change)
    {
        Commands.Add("options");
        Options = change(Options);
        return Task.FromResult(new CommandResult(NextError));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int Id(InfoHash torrent) => _rows.First(row => row.InfoHash == torrent).Id;

    private async Task<CommandResult> Note(string command, InfoHash torrent, Func<TorrentSnapshot, TorrentSnapshot> change)
    {
        Commands.Add(command);
        var index = _rows.FindIndex(row => row.InfoHash == torrent);
        _version++;
        _rows[index] = change(_rows[index]) with { Version = _version };
        Signal();
        await Disk;
        return new CommandResult(NextError);
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = New();
        changed.TrySetResult();
    }
}
