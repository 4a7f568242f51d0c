using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>The torrent whose details are shown, with what is known of it at one moment.</summary>
/// <param name="Model">All that is known.</param>
/// <param name="Torrent">The one under the cursor of the list.</param>
/// <param name="Detail">Its own detail and no other torrent's; null until it came.</param>
/// <param name="IsAnswered">Whether a detail came while the open tab asked for its parts, so that an empty one means "none".</param>
/// <param name="Words">Tells times.</param>
internal sealed record DetailFocus(DashboardModel Model, TorrentItem Torrent, TorrentDetail? Detail, bool IsAnswered, TimeWords Words)
{
    /// <summary>The moment.</summary>
    public DateTimeOffset Now => Words.Now;

    /// <summary>The daemon is known to be of another kind than ours.</summary>
    public bool IsForeign => Model.Session is { IsOurs: false };

    /// <summary>What to say while an answer is awaited: who is asked, or why nobody is.</summary>
    public string Awaited => Model.Connection.State switch
    {
        ConnectionState.Online => "Asking the daemon ...",
        ConnectionState.Connecting => "Connecting to the daemon ...",
        _ => "The daemon can't be reached, and this was not asked before it was lost.",
    };
}
