using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine.Control;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Posix;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>Work on a torrent's files as a whole: moving, renaming, deleting. Each is a job that the state knows until it is done, so that it goes on after a kill.</summary>
public sealed partial class TorrentEngine
{
    /// <inheritdoc/>
    public async Task<CommandResult> MoveAsync(InfoHash torrent, string directory, bool moveData)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (await Task.Run(() => DirectoryProblem(directory)).ConfigureAwait(false) is { } problem)
        {
            return new CommandResult(problem);
        }

        return await CommandAsync(torrent, (entry, answer) =>
        {
            if (entry.Row.Job is not null)
            {
                answer.SetResult(new("Its files are being moved already: wait until that is done."));
            }
            else if (entry.Row.Root.TrimEnd('/') == directory.TrimEnd('/'))
            {
                answer.SetResult(CommandResult.Ok);
            }
            else if (_registry.FindClash(entry.InfoHash, directory, entry.Files) is { } other)
            {
                answer.SetResult(new($"\"{other}\" has files of the same names there: choose another directory."));
            }
            else if (!moveData)
            {
                entry.Row = entry.Row with { Root = directory };
                TryAgain(entry);
                Save(entry, answer);
                Advance(entry);
            }
            else
            {
                BeginJob(entry, entry.Row with { Job = new StoredJob(StoredJobKind.Move, entry.Row.Root, directory) }, answer);
            }
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<CommandResult> RenameAsync(InfoHash torrent, string path, string name) => CommandAsync(torrent, (entry, answer) =>
    {
        if (NameCleaner.Clean(name, out var clean) is var problem and not PathProblemKind.None || clean != name || name.Length > Limits.MaxShownText)
        {
            answer.SetResult(new("That is no name for a file: it may hold no slash, no control characters, and not be \"..\"."));
        }
        else if (entry.Row.Job is not null)
        {
            answer.SetResult(new("Its files are being moved: rename it when that is done."));
        }
        else if (Renamed(entry, path.Split('/'), name) is not { } names)
        {
            answer.SetResult(new("The torrent has no such file or directory."));
        }
        else
        {
            var parts = path.Split('/');
            var to = string.Join('/', [.. parts[..^1], name]);
            var files = WithNames(entry.Files, names);
            if (to == path)
            {
                answer.SetResult(CommandResult.Ok);
            }
            else if (entry.Files.Any(f => !f.IsPad && IsAtOrBelow(f.Path, to.Split('/'))) || _registry.FindClash(entry.InfoHash, entry.Row.Root, files) is not null)
            {
                answer.SetResult(new($"\"{SafeText.From(name, Limits.MaxShownText)}\" is there already."));
            }
            else if (_registry.FindGuest(entry, parts) is { } other)
            {
                // The directory would take those along, and that torrent would not find them.
                answer.SetResult(new($"\"{other}\", another torrent, has files in this directory: rename single files, or move one of the two first."));
            }
            else
            {
                BeginJob(entry, entry.Row with { Names = names, Job = new StoredJob(StoredJobKind.Rename, path, to) }, answer);
            }
        }
    });

    private void BeginJob(TorrentEntry entry, TorrentRow row, TaskCompletionSource<CommandResult> answer)
    {
        entry.RowBefore = entry.Row;
        entry.Row = row;
        entry.Waiter = answer;
        TryAgain(entry);
        Advance(entry);
    }

    private static void TryAgain(TorrentEntry entry) => entry.IsRetrying = entry.Error is not null;

    /// <summary>The storage is closed: the job may begin, or go on.</summary>
    private void RunJob(TorrentEntry entry, StoredJob job)
    {
        entry.IsJobRunning = true;
        entry.JobProgress = 0;
        switch (job.Kind)
        {
            case StoredJobKind.Move when entry.RowBefore is not null:
                var check = MoverOf(entry, job);
                WorkOnFiles(check.Check, error => MoveChecked(entry, error));
                break;
            case StoredJobKind.Move:
                var mover = MoverOf(entry, job);
                WorkOnFiles(() => (Error: mover.Run(out var isStuck), IsStuck: isStuck), end => MoveEnded(entry, job, end.Error, end.IsStuck));
                break;
            case StoredJobKind.MoveCleanUp:
                var cleaner = MoverOf(entry, job);
                WorkOnFiles(
                    () =>
                    {
                        cleaner.CleanUp();
                        return 0;
                    },
                    _ => EndJob(entry));
                break;
            case StoredJobKind.Rename:
                BeginRename(entry, job);
                break;
            case StoredJobKind.RemoveWithData:
                entry.IsRemoving = true;
                var (root, files, twins) = (entry.Row.Root, entry.Files, _registry.FindTwins(entry));
                WorkOnFiles(() => DataRemover.Delete(root, files, twins), error =>
                {
                    if (error is not null)
                    {
                        Tell(entry, new EngineNote(entry.InfoHash, NoteLevel.Warning, error));
                    }

                    entry.IsJobRunning = false;
                    Forget(entry);
                });
                break;
        }
    }

    private Mover MoverOf(TorrentEntry entry, StoredJob job) =>
        new(job.From, job.To, entry.Files, done => entry.JobProgress = done, _fileWorkEnding.Token);

    private void MoveChecked(TorrentEntry entry, string? error)
    {
        entry.IsJobRunning = false;
        if (error is not null)
        {
            Refuse(entry, error);
            return;
        }

        entry.RowBefore = null;
        var answer = entry.Waiter;
        entry.Waiter = null;
        entry.IsJobRunning = true;
        var row = entry.Row;
        SaveThen(s => s.Update(row), unsaved =>
        {
            entry.IsJobRunning = false;
            _isSnapshotOld = true;
            answer?.TrySetResult(new CommandResult(unsaved));
            Advance(entry);
        });
    }

    private void MoveEnded(TorrentEntry entry, StoredJob job, string? error, bool isStuck)
    {
        if (_stopped is not null || _fileWorkEnding.IsCancellationRequested)
        {
            return; // it goes on at the next start
        }

        entry.IsJobRunning = false;
        if (error is null)
        {
            Recover(entry);
            entry.Row = entry.Row with { Root = job.To, Job = new StoredJob(StoredJobKind.MoveCleanUp, job.From, job.To) };
            entry.IsJobRunning = true;
            var row = entry.Row;
            SaveThen(s => s.Update(row), unsaved =>
            {
                entry.IsJobRunning = false;
                if (unsaved is not null)
                {
                    // Nothing is deleted at the old place before the state knows the new one.
                    Fail(entry, new DiskError(DiskErrorKind.State, "", unsaved));
                    return;
                }

                Advance(entry);
            });
        }
        else if (isStuck)
        {
            Fail(entry, new DiskError(DiskErrorKind.RootMissing, job.To, $"The move to {job.To} can't go on: {error}"));
        }
        else
        {
            Tell(entry, new EngineNote(entry.InfoHash, NoteLevel.Warning, $"The move to {SafeText.From(job.To, 512)} failed, everything stays where it was: {error}"));
            EndJob(entry);
        }
    }

    private void BeginRename(TorrentEntry entry, StoredJob job)
    {
        var row = entry.Row;
        var before = entry.RowBefore;
        var from = new RootedPath(row.Root, job.From.Split('/'));
        var to = new RootedPath(row.Root, job.To.Split('/'));
        WorkOnFiles(
            () =>
            {
                // Fresh: nothing may stand in the way. After a kill it may be done already.
                if (before is not null && PosixTree.Exists(to) == 0)
                {
                    return new DiskError(DiskErrorKind.Obstructed, to.ToString(), $"{to} is there already.");
                }

                try
                {
                    _state.Save([s => s.Update(row)]);
                }
                catch (StateException e)
                {
                    return new DiskError(DiskErrorKind.State, "", e.Message);
                }

                return PosixTree.Rename(from, to) switch
                {
                    // A disk that is not there has neither name; the old one may be on it.
                    Errno.NotFound when before is null && !Directory.Exists(row.Root) => new DiskError(DiskErrorKind.RootMissing, row.Root, $"{row.Root} is gone: is its disk there?"),
                    0 or Errno.NotFound => null,
                    Errno.Exists when before is null => null,
                    var errno => DiskError.FromErrno(errno, to.ToString()),
                };
            },
            error =>
            {
                entry.IsJobRunning = false;
                if (error is not null && before is not null)
                {
                    Refuse(entry, error.Text);
                    Save(entry);
                    return;
                }

                if (error is not null)
                {
                    // It goes on when what is in its way is gone; until then the state must not believe in the new name.
                    Fail(entry, error);
                    return;
                }

                Recover(entry);
                entry.RowBefore = null;
                entry.Files = WithNames(entry.Files, entry.Row.Names);
                if (!job.To.Contains('/'))
                {
                    entry.Name = job.To;
                }

                EndJob(entry);
            });
    }

    private void Refuse(TorrentEntry entry, string error)
    {
        entry.Row = entry.Row with { Job = null, Names = entry.RowBefore!.Names };
        entry.RowBefore = null;
        entry.Waiter?.TrySetResult(new CommandResult(error));
        entry.Waiter = null;
        Advance(entry);
    }

    private void EndJob(TorrentEntry entry)
    {
        entry.IsJobRunning = false;
        entry.JobProgress = 0;
        entry.Row = entry.Row with { Job = null };
        Save(entry, entry.Waiter);
        entry.Waiter = null;
        Advance(entry);
    }

    // All paths that change when one name does, by the file's index; null if there is no such name.
    private static Dictionary<int, string>? Renamed(TorrentEntry entry, string[] path, string name)
    {
        if (!PathPlan.TryCreate(entry.Row.Root, entry.Files, out var plan, out _))
        {
            return null;
        }

        var names = entry.Row.Names is { } known ? new Dictionary<int, string>(known) : [];
        var isFound = false;
        for (var i = 0; i < entry.Files.Length; i++)
        {
            if (plan[i]?.Relative.Split('/') is { } parts && IsAtOrBelow(parts, path))
            {
                isFound = true;
                parts[path.Length - 1] = name;
                names[i] = string.Join('/', parts);
            }
        }

        return isFound ? names : null;
    }

    private static bool IsAtOrBelow(IReadOnlyList<string> path, string[] top) => path.Count >= top.Length && path.Take(top.Length).SequenceEqual(top, StringComparer.Ordinal);

    private static StorageFile[] WithNames(StorageFile[] files, IReadOnlyDictionary<int, string>? names) =>
        [.. files.Select((file, i) => names is not null && names.TryGetValue(i, out var path) ? file with { Path = path.Split('/') } : file)];
}
