namespace TuiTorrent.Rpc.Contract;

/// <summary>Names of methods, as JSON-RPC 2.0 has them.</summary>
public static class RpcMethods
{
#pragma warning disable CS1591 // The names say it.
    public const string TorrentGet = "torrent_get";
    public const string TorrentSet = "torrent_set";
    public const string TorrentAdd = "torrent_add";
    public const string TorrentStart = "torrent_start";
    public const string TorrentStartNow = "torrent_start_now";
    public const string TorrentStop = "torrent_stop";
    public const string TorrentVerify = "torrent_verify";
    public const string TorrentReannounce = "torrent_reannounce";
    public const string TorrentRemove = "torrent_remove";
    public const string TorrentSetLocation = "torrent_set_location";
    public const string TorrentRenamePath = "torrent_rename_path";
    public const string QueueMoveTop = "queue_move_top";
    public const string QueueMoveUp = "queue_move_up";
    public const string QueueMoveDown = "queue_move_down";
    public const string QueueMoveBottom = "queue_move_bottom";
    public const string SessionGet = "session_get";
    public const string SessionSet = "session_set";
    public const string SessionStats = "session_stats";
    public const string SessionClose = "session_close";
    public const string FreeSpace = "free_space";
    public const string PortTest = "port_test";
    public const string BlocklistUpdate = "blocklist_update";
    public const string GroupGet = "group_get";
    public const string GroupSet = "group_set";
    public const string Why = "tuitorrent_why";
    public const string Handshakes = "tuitorrent_handshakes";
    public const string Board = "tuitorrent_board";
    public const string Log = "tuitorrent_log";
    public const string Traffic = "tuitorrent_traffic";
    public const string Events = "tuitorrent_events";
#pragma warning restore CS1591
}
