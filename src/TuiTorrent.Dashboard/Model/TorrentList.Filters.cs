namespace TuiTorrent.Dashboard.Model;

// What the list shows.
internal sealed partial class TorrentList
{
    private TorrentFilter _filter = TorrentFilter.None;

    /// <summary>All conditions.</summary>
    public TorrentFilter Conditions
    {
        get => _filter;
        set
        {
            if (_filter != value)
            {
                _filter = value;
                ArrangeAll();
            }
        }
    }

    /// <summary>By state.</summary>
    public StateFilter State => _filter.State;

    /// <summary>Text that names, labels or trackers contain; "!" before it turns that round.</summary>
    public string Text => _filter.Text;

    /// <summary>Shows only some states.</summary>
    public void Filter(StateFilter state) => Conditions = _filter with { State = state };

    /// <summary>Shows only what contains a text.</summary>
    public void Filter(string text) => Conditions = _filter with { Text = text };

    /// <summary>Shows only what has a label; "" for those without one, null for all.</summary>
    public void FilterByLabel(string? label) => Conditions = _filter with { Label = label };

    /// <summary>Shows only what has a tracker on a host; null for all.</summary>
    public void FilterByTracker(string? tracker) => Conditions = _filter with { Tracker = tracker };

    /// <summary>Shows all.</summary>
    public void ClearFilters() => Conditions = TorrentFilter.None;

    /// <summary>All labels in use, in their order, with how many torrents have each.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> CountLabels() => CountTexts(static item => item.Labels);

    /// <summary>All hosts of trackers, in their order, with how many torrents have each.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> CountTrackers() => CountTexts(static item => item.Trackers);

    private List<KeyValuePair<string, int>> CountTexts(Func<Data.TorrentItem, IReadOnlyList<string>> textsOf)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in _all.Values)
        {
            foreach (var text in textsOf(row.Item))
            {
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
        }

        return [.. counts];
    }
}
