using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

/// <summary>By what the list is ordered.</summary>
internal enum SortKey
{
    Name,
    Size,
    Done,
    DownRate,
    UpRate,
    Eta,
    Peers,
    Ratio,
    State,
    Added,
    Queue,
    Label,
}

/// <summary>A total order of torrents: by a key, then by name, then by info-hash.</summary>
internal sealed class TorrentOrder
{
    /// <summary>By what.</summary>
    public SortKey Key { get; set; } = SortKey.Queue;

    /// <summary>The other way round.</summary>
    public bool IsReversed { get; set; }

    /// <summary>Which comes first: negative for the one, positive for the other; 0 only for the same torrent.</summary>
    public int Compare(TorrentItem one, TorrentItem other)
    {
        var order = CompareKey(one, other);
        order = order == 0 ? string.Compare(one.Name, other.Name, StringComparison.OrdinalIgnoreCase) : order;
        order = order == 0 ? string.CompareOrdinal(one.Hash, other.Hash) : order;
        order = order == 0 ? one.Id.CompareTo(other.Id) : order;
        return IsReversed ? -order : order;
    }

    /// <summary>Whether a torrent that changed from one to the other keeps its place among torrents that did not change.</summary>
    public bool IsSamePlace(TorrentItem one, TorrentItem other) => CompareKey(one, other) == 0 && string.Equals(one.Name, other.Name, StringComparison.Ordinal) && one.Hash == other.Hash;

    private int CompareKey(TorrentItem one, TorrentItem other) => Key switch
    {
        SortKey.Size => other.WantedBytes.CompareTo(one.WantedBytes),
        SortKey.Done => one.Done.CompareTo(other.Done),
        SortKey.DownRate => other.DownRate.CompareTo(one.DownRate),
        SortKey.UpRate => other.UpRate.CompareTo(one.UpRate),
        SortKey.Eta => (one.EtaSeconds < 0 ? long.MaxValue : one.EtaSeconds).CompareTo(other.EtaSeconds < 0 ? long.MaxValue : other.EtaSeconds),
        SortKey.Peers => other.Peers.CompareTo(one.Peers),
        SortKey.Ratio => other.Ratio.CompareTo(one.Ratio),
        SortKey.State => ((int)one.Activity).CompareTo((int)other.Activity),
        SortKey.Added => other.AddedAt.CompareTo(one.AddedAt),
        SortKey.Queue => one.QueuePosition.CompareTo(other.QueuePosition),
        SortKey.Label => CompareLabels(one, other),
        _ => 0,
    };

    /// <summary>Those without a label come last.</summary>
    private static int CompareLabels(TorrentItem one, TorrentItem other) => (one.Labels.Count, other.Labels.Count) switch
    {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => -1,
        _ => string.CompareOrdinal(one.Labels[0], other.Labels[0]),
    };
}
