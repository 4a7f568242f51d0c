using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Link;

/// <summary>One frame of data, gathered aside and delivered in one piece, so that it is painted in one piece.</summary>
internal sealed class News
{
    /// <summary>Torrents that changed; null for none.</summary>
    public IReadOnlyList<TorrentItem>? Torrents { get; set; }

    /// <summary>Torrents that are gone.</summary>
    public IReadOnlyList<int> Removed { get; set; } = [];

    /// <summary><see cref="Torrents"/> are all there are.</summary>
    public bool IsAll { get; set; }

    /// <summary>Bytes a second of all together; null if nothing moved.</summary>
    public (long Down, long Up)? Rates { get; set; }

    /// <summary>The last day by minutes; null if it was not asked for.</summary>
    public TrafficInfo? Traffic { get; set; }

    /// <summary>Settings and totals; null if they were not asked for.</summary>
    public SessionInfo? Session { get; set; }

    /// <summary>The torrent in focus; null if it was not asked for.</summary>
    public TorrentDetail? Detail { get; set; }

    /// <summary>The machine; null if it was not asked for.</summary>
    public BoardInfo? Board { get; set; }

    /// <summary>Handshakes; null if they were not asked for.</summary>
    public HandshakeInfo? Handshakes { get; set; }

    /// <summary>New lines of the log.</summary>
    public IReadOnlyList<LogItem> Log { get; set; } = [];

    /// <summary>How it stands with the daemon; null if as before.</summary>
    public Connection? Connection { get; set; }

    /// <summary>Whether there is anything to deliver.</summary>
    public bool IsEmpty => Torrents is null && Removed.Count == 0 && Rates is null && Traffic is null && Session is null && Detail is null && Board is null && Handshakes is null && Log.Count == 0 && Connection is null;

    /// <summary>Tells a listener, on its thread.</summary>
    /// <param name="listener">Who is told.</param>
    /// <param name="focus">The torrent in focus by now; a detail of another one comes too late.</param>
    public void Deliver(ILinkListener listener, string focus)
    {
        if (Connection is not null)
        {
            listener.ConnectionChanged(Connection);
        }

        if (Torrents is not null || Removed.Count > 0)
        {
            listener.TorrentsChanged(Torrents ?? [], Removed, IsAll);
        }

        if (Session is not null)
        {
            listener.SessionChanged(Session);
        }

        if (Traffic is not null)
        {
            listener.TrafficTold(Traffic);
        }

        if (Rates is var (down, up))
        {
            listener.RatesChanged(down, up);
        }

        if (Detail is not null && Detail.Hash == focus)
        {
            listener.DetailChanged(Detail);
        }

        if (Board is not null)
        {
            listener.BoardChanged(Board);
        }

        if (Handshakes is not null)
        {
            listener.HandshakesChanged(Handshakes);
        }

        if (Log.Count > 0)
        {
            listener.LogGrew(Log);
        }
    }
}
