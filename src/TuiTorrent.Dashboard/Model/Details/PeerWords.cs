using System.Text;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>How it stands with a peer, in words.</summary>
internal static class PeerWords
{
    /// <summary>How its bytes travel: "plain", "MSE-RC4" or "MSE-plain".</summary>
    public static string Handshake(PeerCipher cipher) => cipher switch
    {
        PeerCipher.Rc4 => "MSE-RC4",
        PeerCipher.MsePlaintext => "MSE-plain",
        _ => "plain",
    };

    /// <summary>The flags of a peer in words, a sentence.</summary>
    public static string Sentence(PeerItem peer)
    {
        var text = new StringBuilder(160);
        text.Append(peer.IsIncoming ? "It connected to us" : "We connected to it");
        text.Append(peer.Cipher switch
        {
            PeerCipher.Rc4 => "; all bytes in RC4 after an MSE handshake",
            PeerCipher.MsePlaintext => "; plain bytes after an MSE handshake",
            _ => "; a plain handshake",
        });
        text.Append(peer switch
        {
            { IsSnubbed: true } => "; it promised blocks and sends none",
            { DownRate: > 0 } => "; it sends to us",
            { AreWeInterested: true, IsChokingUs: true } => "; it has what we miss and lets us wait",
            { AreWeInterested: true } => "; it has what we miss and may send",
            _ => "; it has nothing that we miss",
        });
        text.Append(peer switch
        {
            { UpRate: > 0 } => "; we send to it",
            { IsInterested: true, IsChoked: true } => "; it wants of us and waits",
            { IsInterested: true } => "; it wants of us and may ask",
            _ => "",
        });
        if (peer.Flags.Contains('T', StringComparison.Ordinal))
        {
            text.Append("; by uTP");
        }

        return text.Append('.').ToString();
    }

    /// <summary>Why a torrent has no peers, a sentence; null while the answer is awaited.</summary>
    public static string? WhyNone(DetailFocus focus) => focus switch
    {
        { Torrent.Activity: Activity.Stopped } => "No peers: the torrent is paused.",
        { Torrent.Activity: Activity.Failed } => "No peers: the torrent was stopped by an error.",
        { Torrent.Activity: Activity.QueuedToDownload or Activity.QueuedToSeed } => "No peers: the torrent waits for its turn.",
        { Torrent.Activity: Activity.Verifying or Activity.QueuedToVerify } => "No peers: the data are being verified.",
        { Torrent.Activity: Activity.Moving } => "No peers: the files are being moved.",
        { Detail: null } or { IsAnswered: false } => null,
        { Torrent.KnownPeers: > 0 } => $"No peers: none of the {NumberText.Grouped(focus.Torrent.KnownPeers)} known ones is connected now.",
        { Torrent.Trackers.Count: 0, Detail.Trackers.Count: 0 } => "No peers, and no tracker to ask for them.",
        _ => $"No peers yet: {Asked(focus)}.",
    };

    private static string Asked(DetailFocus focus)
    {
        TrackerItem? last = null;
        foreach (var tracker in focus.Detail!.Trackers)
        {
            if (tracker.State == 3)
            {
                return $"{tracker.Host} is being asked";
            }

            last = tracker.LastAt > (last?.LastAt ?? 0) ? tracker : last;
        }

        return last switch
        {
            null => "no tracker was asked so far",
            { IsLastGood: true } => $"{last.Host} was asked {focus.Words.Ago(last.LastAt)} and told of none that answers",
            _ => $"{last.Host} was asked {focus.Words.Ago(last.LastAt)}, without success",
        };
    }
}
