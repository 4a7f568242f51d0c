using System.Text.Json;
using TuiTorrent.Dashboard.Link.Wire;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link;

/// <summary>The torrents of a daemon as it told them last, and what an answer changes about them. Belongs to one <see cref="LinkSession"/> and its task.</summary>
/// <param name="noteChange">Told of each torrent that changed.</param>
internal sealed class KnownTorrents(Action<TorrentItem> noteChange)
{
    private readonly Dictionary<int, TorrentItem> _items = [];

    /// <summary>The torrent with a hash; null if there is none.</summary>
    public TorrentItem? Find(string hash)
    {
        foreach (var item in _items.Values)
        {
            if (item.Hash == hash)
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>The first list of all; what was known before, of another process perhaps, is forgotten.</summary>
    /// <param name="news">Get them.</param>
    /// <param name="answer">Of torrent_get.</param>
    public void Begin(News news, JsonElement answer)
    {
        var items = Read(answer);
        _items.Clear();
        foreach (var item in items)
        {
            _items[item.Id] = item;
        }

        (news.Torrents, news.IsAll, news.Rates) = ([.. _items.Values], true, SumOfRates());
    }

    /// <summary>A later list of all: what is not in it is gone.</summary>
    public void TakeAll(News news, JsonElement answer)
    {
        var items = Read(answer);
        var gone = new HashSet<int>(_items.Keys);
        foreach (var item in items)
        {
            gone.Remove(item.Id);
        }

        Take(news, items, gone);
    }

    /// <summary>A list of some, and the numbers of those that are gone. Takes over what is really new; without it the news stay empty.</summary>
    public void TakeSome(News news, JsonElement answer, HashSet<int> gone) => Take(news, Read(answer), gone);

    private List<TorrentItem> Read(JsonElement answer) => TorrentTable.Read(answer.At("torrents"), _items);

    private void Take(News news, List<TorrentItem> items, HashSet<int> removed)
    {
        var changed = new List<TorrentItem>(items.Count);
        var gone = new List<int>();
        foreach (var id in removed)
        {
            if (_items.Remove(id))
            {
                gone.Add(id);
            }
        }

        foreach (var item in items)
        {
            if (!removed.Contains(item.Id) && !ReferenceEquals(_items.GetValueOrDefault(item.Id), item))
            {
                _items[item.Id] = item;
                changed.Add(item);
                noteChange(item);
            }
        }

        if (changed.Count > 0 || gone.Count > 0)
        {
            (news.Torrents, news.Removed, news.Rates) = (changed, gone, SumOfRates());
        }
    }

    private (long Down, long Up) SumOfRates()
    {
        var (down, up) = (0L, 0L);
        foreach (var item in _items.Values)
        {
            (down, up) = (down + item.DownRate, up + item.UpRate);
        }

        return (down, up);
    }
}
