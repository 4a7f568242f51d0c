using System.Text.Json;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>A change of a torrent's trackers: all of them at once (4.0 and later), or single ones by URL and number (older).</summary>
internal sealed class TrackerEdit
{
    private readonly List<List<string>>? _list;
    private readonly IReadOnlyList<string> _added;
    private readonly IReadOnlyList<int> _removed;
    private readonly List<(int Id, string Url)> _replaced;

    private TrackerEdit(List<List<string>>? list, IReadOnlyList<string> added, IReadOnlyList<int> removed, List<(int Id, string Url)> replaced)
    {
        _list = list;
        _added = added;
        _removed = removed;
        _replaced = replaced;
    }

    /// <summary>Null if the request changes none.</summary>
    public static TrackerEdit? Read(Parameters parameters)
    {
        var list = parameters.Text("tracker_list");
        var added = parameters.Texts("tracker_add", RpcLimits.MaxTrackers);
        var removed = parameters.Ints("tracker_remove", RpcLimits.MaxTrackers, int.MaxValue);
        var replaced = Replaced(parameters);
        if (list is null && added is null && removed is null && replaced is null)
        {
            return null;
        }

        return new TrackerEdit(list is null ? null : Tiers(list), added ?? [], removed ?? [], replaced ?? []);
    }

    /// <summary>The trackers after the change, by tier; returns what is wrong, or null.</summary>
    public string? Apply(IReadOnlyList<TrackerRow> present, out IReadOnlyList<IReadOnlyList<string>> tiers)
    {
        var edited = _list is not null
            ? _list.Select(tier => tier.ToList()).ToList()
            : [.. present
                .Where(tracker => !_removed.Contains(tracker.Id))
                .GroupBy(tracker => tracker.Tier)
                .OrderBy(tier => tier.Key)
                .Select(tier => tier.Select(tracker => _replaced.Find(pair => pair.Id == tracker.Id).Url ?? tracker.Url).ToList())];
        tiers = edited;
        if (_removed.Concat(_replaced.Select(pair => pair.Id)).Any(id => present.All(tracker => tracker.Id != id)))
        {
            return "There is no tracker of this number.";
        }

        edited.AddRange(_added.Where(url => !edited.Any(tier => tier.Contains(url))).Select(url => new List<string> { url }));
        var all = edited.SelectMany(tier => tier).ToList();
        return all.Count > RpcLimits.MaxTrackers
            ? $"A torrent has at most {RpcLimits.MaxTrackers} trackers."
            : all.Any(url => !TrackerUrl.TryParse(url, out _))
                ? "The URL of a tracker begins with http://, https:// or udp:// and names a host."
                : all.Distinct().Count() < all.Count
                    ? "A tracker is named twice."
                    : null;
    }

    /// <summary>One URL a line, an empty line between tiers.</summary>
    private static List<List<string>> Tiers(string list)
    {
        var tiers = new List<List<string>>();
        var isNew = true;
        foreach (var line in list.Split('\n'))
        {
            if (line.Trim() is not { Length: > 0 } url)
            {
                isNew = true;
                continue;
            }

            if (isNew)
            {
                tiers.Add([]);
                isNew = false;
            }

            tiers[^1].Add(url);
        }

        return tiers;
    }

    /// <summary>[number, URL, number, URL …].</summary>
    private static List<(int, string)>? Replaced(Parameters parameters)
    {
        if (parameters.Items("tracker_replace", 2 * RpcLimits.MaxTrackers) is not { } items)
        {
            return null;
        }

        var pairs = new List<(int, string)>();
        var count = items.GetArrayLength();
        for (var i = 0; i + 1 < count; i += 2)
        {
            if (items[i].ValueKind == JsonValueKind.Number && items[i].TryGetInt32(out var id) && items[i + 1].ValueKind == JsonValueKind.String)
            {
                pairs.Add((id, items[i + 1].GetString()!));
            }
        }

        if (2 * pairs.Count == count)
        {
            return pairs;
        }

        parameters.Fail("tracker_replace must be a list of pairs: number, URL.");
        return null;
    }
}
