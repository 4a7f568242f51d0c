using TuiTorrent.Core;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Registry;
using TuiTorrent.Engine.State;

namespace TuiTorrent.Engine;

/// <summary>How torrents come into the engine: from the state at its start, or new ones.</summary>
public sealed partial class TorrentEngine
{
    // Before the loop runs: nobody else looks at anything yet.
    private void LoadState()
    {
        _lastId = _state.LastId();
        LoadCounts();
        if (_settings.RestoreTorrents)
        {
            _state.LoadAll(Restore);
            if (_registry.Reorder([.. _registry.Queue.OrderBy(e => e.Row.Position)]) is { Count: > 0 } moved)
            {
                Save(moved, null); // all or none: a single row with its new number could stand before others with their old ones
            }
        }

        Post(() =>
        {
            ApplyOptions(_clock.NowMs);
            PlanQueue(_clock.NowMs);
            foreach (var entry in _registry.Queue.ToArray())
            {
                Advance(entry);
            }
        });
    }

    private void Restore(StoredTorrent stored)
    {
        if (!TorrentMetainfo.TryParse(stored.Metainfo, out var metainfo, out _) || metainfo.InfoHash != stored.Row.InfoHash)
        {
            _events(new EngineNote(stored.Row.InfoHash, NoteLevel.Warning, $"The state of torrent {stored.Row.Id} is damaged: remove it and add it again."));
            return;
        }

        var tiers = stored.Row.Trackers ?? metainfo.AnnounceTiers;
        if (AddEntry(metainfo, stored.Row, tiers, isNew: false) is { } entry && stored.Claimed is { } claimed)
        {
            var have = new Bitfield(entry.Torrent.Layout.PieceCount);
            if (have.TrySet(claimed))
            {
                entry.Torrent.SetHave(have);
            }
        }
    }

    /// <summary>Makes the entry of a torrent and gives it to the session, stopped; null if it is there already.</summary>
    private TorrentEntry? AddEntry(TorrentMetainfo metainfo, TorrentRow row, IReadOnlyList<IReadOnlyList<string>> tiers, bool isNew)
    {
        var name = NameOf(metainfo, row);
        var spec = new TorrentSpec(metainfo.InfoHash, metainfo.Name, metainfo.Layout, metainfo.IsPrivate);
        if (_session.Add(spec, TrackerUrl.ParseTiers(tiers)) is not { } torrent)
        {
            return null;
        }

        var infoHash = metainfo.InfoHash;
        var entry = new TorrentEntry(row, name, torrent, FilesOf(metainfo, row), isNew ? new PieceHashes(metainfo.PieceHashes.ToArray(), () => FetchHashes(infoHash)) : new PieceHashes(() => FetchHashes(infoHash)));
        torrent.SetEarlierTotals(row.Totals.Uploaded, row.Totals.Downloaded);
        _registry.Add(entry);
        ApplyTorrentOptions(_clock.NowMs, entry);
        ApplyPriorities(_clock.NowMs, entry);
        return entry;
    }

    private ReadOnlyMemory<byte> FetchHashes(InfoHash infoHash) =>
        _state.LoadMetainfo(infoHash) is { } bytes && TorrentMetainfo.TryParse(bytes, out var metainfo, out _)
            ? metainfo.PieceHashes.ToArray()
            : throw new StateException("The .torrent of this torrent is gone from the state: remove it and add it again.");

    private static string NameOf(TorrentMetainfo metainfo, TorrentRow row)
    {
        var renamed = row.Names is { Count: > 0 } names ? names.Values.First().Split('/') : null;
        var isTopRenamed = renamed is not null && row.Names!.Count == metainfo.Files.Count(f => !f.IsPad)
            && row.Names.Values.All(p => p.Split('/')[0] == renamed[0]);
        return SafeText.From(isTopRenamed ? renamed![0] : metainfo.Name, Limits.MaxShownText);
    }

    private static StorageFile[] FilesOf(TorrentMetainfo metainfo, TorrentRow row)
    {
        var files = new StorageFile[metainfo.Files.Count];
        string? top = null;
        for (var i = 0; i < files.Length; i++)
        {
            var file = metainfo.Files[i];
            IReadOnlyList<string> path;
            if (row.Names is not null && row.Names.TryGetValue(i, out var renamed))
            {
                path = renamed.Split('/');
            }
            else
            {
                // One string for the directory that all files share.
                var names = file.Path.ToArray();
                top ??= names[0];
                names[0] = names[0] == top ? top : names[0];
                path = names;
            }

            files[i] = new StorageFile(path, file.Offset, file.Length, file.IsPad);
        }

        return files;
    }
}
