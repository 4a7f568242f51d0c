using System.Text.Json;
using TuiTorrent.Cli.Remote;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>Made-up torrents, as a daemon tells them.</summary>
internal static class Rows
{
    /// <summary>A downloading one with a wide name, a seeding one with labels, a stopped one, and one that failed.</summary>
    public const string Four = """
        {"torrents":[
        {"id":1,"hash_string":"abcd000000000000000000000000000000000001","name":"ラズベリーパイのイメージ 2026-05-01 arm64 lite","status":4,"error":0,"error_string":"","total_size":2147483648,
         "size_when_done":1073741824,"left_until_done":704643072,"rate_download":1258291,"rate_upload":20480,"downloaded_ever":400000000,"uploaded_ever":80000000,"upload_ratio":0.219,
         "eta":560,"added_date":1777660205,"peers_connected":31,"labels":[],"download_dir":"/srv/torrents","queue_position":1,"recheck_progress":0,"is_finished":false,"is_stalled":false},
        {"id":2,"hash_string":"abcd000000000000000000000000000000000002","name":"debian-12.11.0-amd64-netinst.iso","status":6,"error":0,"error_string":"","total_size":702545920,
         "size_when_done":702545920,"left_until_done":0,"rate_download":0,"rate_upload":524288,"downloaded_ever":702545920,"uploaded_ever":1405091840,"upload_ratio":2.0,
         "eta":-1,"added_date":1777660000,"peers_connected":4,"labels":["linux","iso"],"download_dir":"/srv/torrents","queue_position":0,"recheck_progress":0,"is_finished":false,"is_stalled":false},
        {"id":7,"hash_string":"7f00000000000000000000000000000000000007","name":"debian-12.11.0-arm64-netinst.iso","status":0,"error":0,"error_string":"","total_size":551000000,
         "size_when_done":551000000,"left_until_done":551000000,"rate_download":0,"rate_upload":0,"downloaded_ever":0,"uploaded_ever":0,"upload_ratio":-1,
         "eta":-1,"added_date":1777660300,"peers_connected":0,"labels":[],"download_dir":"/srv/torrents","queue_position":2,"recheck_progress":0,"is_finished":false,"is_stalled":false},
        {"id":12,"hash_string":"0123456789abcdef0123456789abcdef01234567","name":"bad\u001b[31m\u202ename","status":0,"error":3,"error_string":"The disk is full.","total_size":1000,
         "size_when_done":1000,"left_until_done":500,"rate_download":0,"rate_upload":0,"downloaded_ever":500,"uploaded_ever":0,"upload_ratio":0,
         "eta":-1,"added_date":1777660400,"peers_connected":0,"labels":[],"download_dir":"/srv/torrents","queue_position":3,"recheck_progress":0,"is_finished":false,"is_stalled":false}
        ]}
        """;

    /// <summary>The same as rows.</summary>
    public static List<TorrentRow> Read() => [.. JsonDocument.Parse(Four).RootElement.GetProperty("torrents").EnumerateArray().Select(TorrentRow.Read)];
}
