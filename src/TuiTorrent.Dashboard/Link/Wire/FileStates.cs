using System.Text.Json;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link.Wire;

/// <summary>Puts what changes about files, three plain lists, onto the files that are known by name: ten thousand names need not travel each second.</summary>
internal static class FileStates
{
    /// <summary>The same from one list of objects, as other daemons have it.</summary>
    public static IReadOnlyList<FileItem> Merge(IReadOnlyList<FileItem> files, JsonElement states)
    {
        var list = new List<FileItem>(files.Count);
        var (cursor, hasChanged) = (new Cursor(states), false);
        foreach (var before in files)
        {
            var now = !cursor.Next(out var state) ? before : before with
            {
                Done = state.At("bytes_completed").Count(),
                Priority = Math.Clamp(state.At("priority").Int(), -1, 1),
                IsWanted = state.At("wanted").Flag(otherwise: true),
            };
            list.Add(now == before ? before : now);
            hasChanged |= now != before;
        }

        return hasChanged ? list : files;
    }

    /// <summary>The files as they are now; files that did not change stay the same objects, and so does the list if none did.</summary>
    public static IReadOnlyList<FileItem> Merge(IReadOnlyList<FileItem> files, JsonElement done, JsonElement priorities, JsonElement wanted)
    {
        List<FileItem>? changed = null;
        var (dones, ranks, wants) = (new Cursor(done), new Cursor(priorities), new Cursor(wanted));
        for (var i = 0; i < files.Count; i++)
        {
            var before = files[i];
            var now = before with
            {
                Done = dones.Next(out var bytes) ? bytes.Count() : before.Done,
                Priority = ranks.Next(out var rank) ? Math.Clamp(rank.Int(), -1, 1) : before.Priority,
                IsWanted = wants.Next(out var want) ? want.Flag(otherwise: true) : before.IsWanted,
            };
            if (now == before)
            {
                changed?.Add(before);
                continue;
            }

            changed ??= [.. files.Take(i)];
            changed.Add(now);
        }

        return changed ?? files;
    }

    /// <summary>Whether an answer is about just as many files.</summary>
    public static bool Fits(IReadOnlyList<FileItem> files, JsonElement torrent)
    {
        var states = torrent.At("wanted").ValueKind == JsonValueKind.Array ? torrent.At("wanted") : torrent.At("file_stats");
        return states.ValueKind != JsonValueKind.Array || states.Length(LinkLimits.MaxFiles) == files.Count;
    }

    private struct Cursor
    {
        private readonly bool _isList;
        private JsonElement.ArrayEnumerator _items;

        public Cursor(JsonElement list)
        {
            _isList = list.ValueKind == JsonValueKind.Array;
            _items = _isList ? list.EnumerateArray() : default;
        }

        public bool Next(out JsonElement item)
        {
            var isThere = _isList && _items.MoveNext();
            item = isThere ? _items.Current : default;
            return isThere;
        }
    }
}
