using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Fields of torrent_get about peers.</summary>
internal static class PeerFields
{
    public static void WritePeers(TorrentView view, KeyedWriter writer)
    {
        writer.Json.WriteStartArray();
        foreach (var peer in view.Detail.Peers)
        {
            writer.Json.WriteStartObject();
            writer.Text("address", peer.Endpoint.ToIPAddress().ToString());
            writer.Number("bytes_to_client", peer.Downloaded);
            writer.Number("bytes_to_peer", peer.Uploaded);
            writer.Bool("client_is_choked", peer.PeerChoking);
            writer.Bool("client_is_interested", peer.AmInterested);
            writer.Text("client_name", peer.Client);
            writer.Text("flag_str", Flags(peer));
            writer.Bool("is_downloading_from", peer.DownloadBytesPerSecond > 0);
            writer.Bool("is_encrypted", peer.Cipher == CipherKind.Rc4);
            writer.Bool("is_incoming", peer.IsIncoming);
            writer.Bool("is_uploading_to", peer.UploadBytesPerSecond > 0);
            writer.Bool("is_utp", false);
            writer.Bool("peer_is_choked", peer.AmChoking);
            writer.Bool("peer_is_interested", peer.PeerInterested);
            writer.Text("peer_id", SafeText.From(peer.PeerId.ToString(), 64));
            writer.Number("port", peer.Endpoint.Port);
            writer.Number("progress", peer.Progress);
            writer.Number("rate_to_client", peer.DownloadBytesPerSecond);
            writer.Number("rate_to_peer", peer.UploadBytesPerSecond);
            writer.Text("tuitorrent_cipher", Cipher(peer.Cipher));
            writer.Number("tuitorrent_connected_seconds", peer.ConnectedSeconds);
            writer.Bool("tuitorrent_is_snubbed", peer.IsSnubbed);
            writer.Json.WriteEndObject();
        }

        writer.Json.WriteEndArray();
    }

    public static void WriteSources(TorrentView view, KeyedWriter writer)
    {
        writer.Json.WriteStartObject();
        writer.Number("from_cache", view.Detail.Peers.Count(peer => peer.Source == PeerSource.User));
        writer.Number("from_dht", 0);
        writer.Number("from_incoming", view.Detail.Peers.Count(peer => peer.Source == PeerSource.Incoming));
        writer.Number("from_lpd", 0);
        writer.Number("from_ltep", 0);
        writer.Number("from_pex", 0);
        writer.Number("from_tracker", view.Detail.Peers.Count(peer => peer.Source == PeerSource.Tracker));
        writer.Json.WriteEndObject();
    }

    public static string Cipher(CipherKind cipher) => cipher switch
    {
        CipherKind.Rc4 => "rc4",
        CipherKind.MsePlaintext => "mse_plaintext",
        _ => "plain",
    };

    /// <summary>Transmission's letters: D we download, d we would, U it downloads, u it would, K it unchokes us for nothing, ? the other way round, E encrypted, I incoming.</summary>
    private static string Flags(PeerRow peer)
    {
        var flags = new StringBuilder(8);
        _ = peer.DownloadBytesPerSecond > 0 ? flags.Append('D') : peer.AmInterested ? flags.Append('d') : flags;
        _ = peer.UploadBytesPerSecond > 0 ? flags.Append('U') : peer.PeerInterested ? flags.Append('u') : flags;
        _ = !peer.PeerChoking && !peer.AmInterested ? flags.Append('K') : flags;
        _ = !peer.AmChoking && !peer.PeerInterested ? flags.Append('?') : flags;
        _ = peer.Cipher == CipherKind.Rc4 ? flags.Append('E') : flags;
        _ = peer.IsIncoming ? flags.Append('I') : flags;
        return flags.ToString();
    }
}
