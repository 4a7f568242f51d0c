using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model;

// Torrents that something is being done to: they say so at once, before the daemon answers.
internal sealed partial class TorrentList
{
    private readonly Dictionary<string, string> _pending = [];

    /// <summary>How many wait for the daemon's answer.</summary>
    public int PendingCount => _pending.Count;

    /// <summary>An action on these was sent: each shows "…" until <see cref="Settle(IEnumerable{string})"/>, or until news show that it does something else now.</summary>
    /// <param name="hashes">Of which.</param>
    /// <param name="what">What is being done, for people: "pausing".</param>
    public void Pending(IEnumerable<string> hashes, string what)
    {
        foreach (var hash in hashes)
        {
            _pending[hash] = what;
        }
    }

    /// <summary>The daemon answered.</summary>
    public void Settle(IEnumerable<string> hashes)
    {
        foreach (var hash in hashes)
        {
            Settle(hash);
        }
    }

    /// <summary>What is being done to it; null for nothing.</summary>
    public string? PendingOf(TorrentItem item) => _pending.Count == 0 ? null : _pending.GetValueOrDefault(item.Hash);

    private void Settle(string hash) => _pending.Remove(hash);
}
