using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>Commands to torrents: add, start, stop, remove, verify, reannounce.</summary>
public sealed partial class TorrentEngine
{
    /// <inheritdoc/>
    public async Task<AddResult> AddAsync(TorrentMetainfo metainfo, AddOptions options)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        ArgumentNullException.ThrowIfNull(options);
        if (_settings.RestoreTorrents && await Task.Run(() => DirectoryProblem(options.Directory)).ConfigureAwait(false) is { } problem)
        {
            return new AddResult(0, metainfo.InfoHash, SafeText.From(metainfo.Name, Core.Session.Limits.MaxShownText), false, problem);
        }

        return await CallAsync<AddResult>(answer => AddOnLoop(metainfo, options, answer)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<CommandResult> StartAsync(InfoHash torrent, bool ignoringQueue) => CommandAsync(torrent, (entry, answer) =>
    {
        entry.Row = entry.Row with { IsStopped = false, IsSeedingDone = false, Error = null };
        entry.IgnoresQueue = ignoringQueue;
        entry.RetryAtMs = long.MaxValue;
        entry.Error = null;

        Save(entry, answer);
        PlanQueue(_clock.NowMs);
        Advance(entry);
    });

    /// <inheritdoc/>
    public Task<CommandResult> StopAsync(InfoHash torrent) => CommandAsync(torrent, (entry, answer) =>
    {
        // What was never looked at still must be, when it is started again.
        entry.Row = entry.Row with { IsStopped = true, WantsVerify = entry.ToVerify is not null };
        entry.IsVerifyAsked = false;
        entry.IgnoresQueue = false;
        if (entry.Error is not null && entry.Row.Job is null)
        {
            entry.Error = null;
            entry.IsRetrying = false;
            entry.RetryAtMs = long.MaxValue;
            entry.Row = entry.Row with { Error = null };
        }

        Save(entry, answer);
        Advance(entry);
        PlanQueue(_clock.NowMs);
    });

    /// <inheritdoc/>
    public Task<CommandResult> RemoveAsync(InfoHash torrent, bool deleteData) => CommandAsync(torrent, (entry, answer) =>
    {
        if (entry.IsJobRunning)
        {
            answer.SetResult(new("Its files are being moved: remove it when that is done."));
            return;
        }

        entry.IsRemoving = true;
        entry.Waiter = answer;
        if (deleteData)
        {
            // Saved first: a kill in between must not leave half of the files behind.
            entry.Row = entry.Row with { Job = new StoredJob(StoredJobKind.RemoveWithData, entry.Row.Root, "") };
            Save(entry);
        }
        else if (entry.Row.Job is not null)
        {
            entry.Row = entry.Row with { Job = null };
        }

        entry.IsRetrying = entry.Error is not null;
        Advance(entry);
    });

    /// <inheritdoc/>
    public Task<CommandResult> VerifyAsync(InfoHash torrent) => CommandAsync(torrent, (entry, answer) =>
    {
        if (entry.State == StorageState.Verifying)
        {
            answer.SetResult(CommandResult.Ok);
            return;
        }

        if (entry.Row.Job is not null)
        {
            answer.SetResult(new("Its files are being moved: verify it when that is done."));
            return;
        }

        entry.Row = entry.Row with { WantsVerify = true };
        entry.IsVerifyAsked = true;
        if (entry.Error is not null)
        {
            entry.IsRetrying = true;
        }

        Save(entry, answer);
        StopInSession(entry);
        Advance(entry);
    });

    /// <inheritdoc/>
    public Task<CommandResult> ReannounceAsync(InfoHash torrent) => CommandAsync(torrent, (entry, answer) =>
    {
        if (entry.Torrent.Announces is null)
        {
            answer.SetResult(new("It has no trackers."));
        }
        else if (!entry.Torrent.IsRunning)
        {
            answer.SetResult(new("It is not running: start it first."));
        }
        else
        {
            _session.Reannounce(_clock.NowMs, entry.Torrent);
            answer.SetResult(CommandResult.Ok);
        }
    });

    /// <summary>Why torrents can't go to a directory, or null; looks at the disk.</summary>
    private static string? DirectoryProblem(string directory)
    {
        if (!directory.StartsWith('/') || directory.Contains('\0'))
        {
            return $"{SafeText.From(directory, 512)} is no absolute path: it must begin with \"/\".";
        }

        for (var path = directory.TrimEnd('/'); path.Length > 0; path = path[..path.LastIndexOf('/')])
        {
            if (Directory.Exists(path))
            {
                return null;
            }

            if (File.Exists(path))
            {
                return $"{SafeText.From(path, 512)} is a file, not a directory: choose another place.";
            }
        }

        return null;
    }

    private void AddOnLoop(TorrentMetainfo metainfo, AddOptions options, TaskCompletionSource<AddResult> answer)
    {
        var name = SafeText.From(metainfo.Name, Core.Session.Limits.MaxShownText);
        AddResult Refuse(string error) => new(0, metainfo.InfoHash, name, false, error);
        if (_stopped is not null)
        {
            answer.SetResult(Refuse("The program is ending."));
            return;
        }

        if (_registry.Find(metainfo.InfoHash) is { } known)
        {
            AddAgain(known, metainfo, options, answer);
            return;
        }

        TorrentRow? stored = null;
        try
        {
            stored = _settings.RestoreTorrents ? null : _state.FindRow(metainfo.InfoHash);
        }
        catch (StateException e)
        {
            answer.SetResult(Refuse(e.Message));
            return;
        }

        var row = stored is not null
            ? stored with { Root = options.Directory, IsStopped = options.IsPaused, Job = null, Error = null }
            : NewRow(metainfo, options);
        var files = FilesOf(metainfo, row);
        if (!PathPlan.TryCreate(row.Root, files, out _, out var problem))
        {
            answer.SetResult(Refuse(problem.Text));
            return;
        }

        if (_registry.FindClash(row.InfoHash, row.Root, files) is { } other)
        {
            answer.SetResult(Refuse($"\"{other}\" has files of the same names in {SafeText.From(row.Root, 512)}: choose another directory."));
            return;
        }

        row = row with { Position = _registry.Queue.Count };
        var saved = _saver.SaveAsync(s =>
        {
            if (stored is null)
            {
                s.Insert(row, metainfo.Source);
            }
            else
            {
                s.Update(row);
            }
        });
        var entry = AddEntry(metainfo, row, options.UseTrackers ? row.Trackers ?? metainfo.AnnounceTiers : [], isNew: true)!;
        AddedEver++;
        ForgetSnapshot();
        foreach (var peer in options.Peers)
        {
            entry.Torrent.Book.Add(peer, Core.Swarm.PeerSource.User);
        }

        _ = saved.ContinueWith(
            done =>
            {
                answer.SetResult(done.Result is { } error ? Refuse(error) : new AddResult(row.Id, row.InfoHash, name, false, null));
                if (done.Result is not null)
                {
                    Post(() =>
                    {
                        entry.IsRemoving = true;
                        Advance(entry);
                    });
                }
            },
            TaskScheduler.Default);
        PlanQueue(_clock.NowMs);
        Advance(entry);
    }

    private TorrentRow NewRow(TorrentMetainfo metainfo, AddOptions options)
    {
        var fileCount = metainfo.Files.Count(f => !f.IsPad);
        return new TorrentRow
        {
            Id = ++_lastId,
            InfoHash = metainfo.InfoHash,
            Root = options.Directory,
            Added = _time.GetUtcNow(),
            IsStopped = options.IsPaused,
            Options = options.Options,
            Priorities = FilePriorities.With(null, fileCount, options.Files.Where(f => f.File >= 0 && f.File < fileCount), []),
        };
    }

    // Its new trackers are taken over, as tiers behind those that there are.
    private void AddAgain(TorrentEntry entry, TorrentMetainfo metainfo, AddOptions options, TaskCompletionSource<AddResult> answer)
    {
        var result = new AddResult(entry.Row.Id, entry.InfoHash, entry.Name, true, null);
        var before = TrackersOf(entry);
        var known = before.SelectMany(t => t).ToHashSet(StringComparer.Ordinal);
        var added = metainfo.AnnounceTiers
            .Select(tier => (IReadOnlyList<string>)[.. tier.Where(url => TrackerUrl.TryParse(url, out var parsed) && known.Add(parsed.AbsoluteUri))])
            .Where(tier => tier.Count > 0)
            .ToList();
        if (!options.UseTrackers || added.Count == 0 || entry.IsRemoving)
        {
            answer.SetResult(entry.IsRemoving ? result with { Error = "It is being removed: add it again in a moment." } : result);
            return;
        }

        IReadOnlyList<IReadOnlyList<string>> tiers = [.. before, .. added];
        entry.Row = entry.Row with { Trackers = tiers };
        _session.SetTrackers(_clock.NowMs, entry.Torrent, TrackerUrl.ParseTiers(tiers));
        entry.AreTrackersNew = true;
        var row = entry.Row;
        _ = _saver.SaveAsync(s => s.Update(row)).ContinueWith(done => answer.SetResult(result with { Error = done.Result }), TaskScheduler.Default);
    }

    private static IReadOnlyList<IReadOnlyList<string>> TrackersOf(TorrentEntry entry) =>
        entry.Torrent.Announces is { } announces
            ? [.. announces.Snapshot().GroupBy(t => t.Tier).Select(tier => (IReadOnlyList<string>)[.. tier.Select(t => t.Url.AbsoluteUri)])]
            : [];

    /// <summary>The last of a torrent: nothing of it is open any more.</summary>
    private void Forget(TorrentEntry entry)
    {
        _session.Remove(_clock.NowMs, entry.Torrent);
        _registry.Remove(entry);
        RemovedBefore(entry);
        var (hash, answer) = (entry.InfoHash, entry.Waiter);
        entry.Waiter = null;
        var moved = _registry.Renumber().Select(e => e.Row).ToArray();
        Answer(
            _saver.SaveAsync(s =>
            {
                s.Remove(hash);
                foreach (var row in moved)
                {
                    s.Update(row);
                }
            }),
            answer);
        PlanQueue(_clock.NowMs);
    }
}
