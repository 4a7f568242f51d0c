namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>A made-up torrent with all its parts, as a daemon tells it.</summary>
internal static class Details
{
    /// <summary>torrent_get's answer.</summary>
    public const string One = """
        {"torrents":[{"id":1,"hash_string":"abcd000000000000000000000000000000000001","name":"images","status":4,"error":2,"error_string":"tracker.example: not registered",
        "total_size":2147483648,"size_when_done":1073741824,"left_until_done":704643072,"rate_download":1258291,"rate_upload":20480,"downloaded_ever":400000000,
        "uploaded_ever":80000000,"upload_ratio":0.219,"eta":560,"added_date":1777660205,"peers_connected":2,"labels":["pi"],"download_dir":"/srv/tor\u001brents","queue_position":1,
        "recheck_progress":0,"is_finished":false,"is_stalled":false,"comment":"made\u001b[31m with care","creator":"someone","date_created":1777000000,"is_private":true,
        "piece_count":1024,"piece_size":2097152,"file_count":3,"corrupt_ever":2097152,"download_limit":512,"download_limited":true,"upload_limit":0,"upload_limited":false,
        "honors_session_limits":false,"seed_ratio_mode":1,"seed_ratio_limit":2.5,"seed_idle_mode":0,"seed_idle_limit":30,"sequential_download":true,"bandwidth_priority":1,
        "peer_limit":40,"peers_sending_to_us":1,"peers_getting_from_us":1,"seconds_downloading":4000,"seconds_seeding":0,"activity_date":1777661000,"done_date":0,
        "files":[{"name":"images/a\u001b]0;x.img","length":1073741824,"bytes_completed":369098752},{"name":"images/b.img","length":1073741823,"bytes_completed":0},{"name":"images/empty","length":0,"bytes_completed":0}],
        "file_stats":[{"wanted":true,"priority":1,"bytes_completed":369098752},{"wanted":false,"priority":0,"bytes_completed":0},{"wanted":true,"priority":0,"bytes_completed":0}],
        "peers":[
        {"address":"2001:db8::7","port":6881,"client_name":"Transmission 4.1\u001b[2J","flag_str":"DE","progress":0.5,"rate_to_client":1258291,"rate_to_peer":0,"is_encrypted":true,"is_incoming":false},
        {"address":"192.0.2.1","port":51413,"client_name":"qBittorrent 5.0","flag_str":"UI","progress":1,"rate_to_client":0,"rate_to_peer":20480,"is_encrypted":false,"is_incoming":true}],
        "tracker_stats":[
        {"tier":0,"announce":"https://tracker.example/0123456789abcdefpasskey/announce","has_announced":true,"last_announce_succeeded":false,"last_announce_result":"not registered\u001b[1m","seeder_count":-1,"leecher_count":-1,"last_announce_peer_count":0,"last_announce_time":1777660900,"next_announce_time":1777661800},
        {"tier":1,"announce":"udp://other.example:6969/announce","has_announced":true,"last_announce_succeeded":true,"last_announce_result":"Success","seeder_count":12,"leecher_count":3,"last_announce_peer_count":15,"last_announce_time":1777660900,"next_announce_time":1777662700},
        {"tier":1,"announce":"udp://third.example:6969/announce","has_announced":false,"last_announce_succeeded":false,"last_announce_result":"","seeder_count":-1,"leecher_count":-1,"last_announce_peer_count":0,"last_announce_time":0,"next_announce_time":0}]
        }]}
        """;
}
