using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

public class SessionMessageTests
{
    [Fact]
    public void A_later_extension_handshake_changes_what_it_names_and_nothing_else()
    {
        var session = new TestSession();
        var peer = session.Join();
        peer.Send(Msg.Extended(0, "d1:pi7000e4:reqqi20e11:upload_onlyi1e1:v4:Annee"));
        peer.Send(Msg.Extended(0, "d1:md6:ut_pexi0eee"));
        Assert.Equal(("Anne", true, 7000, 20), (peer.Peer.Client, peer.Peer.IsUploadOnly, peer.Peer.ListenPort, peer.Peer.Requests.RemoteLimit));
        peer.Send(Msg.Extended(0, "d11:upload_onlyi0ee"));
        Assert.Equal(("Anne", false), (peer.Peer.Client, peer.Peer.IsUploadOnly));
    }

    [Fact]
    public void A_choked_peer_may_fetch_what_is_allowed_fast_but_not_for_ever()
    {
        var session = new TestSession(pieces: 1000, pieceLength: 16384, isSeed: true);
        var peer = session.Join();
        var allowed = peer.Take().Where(m => m.StartsWith("AllowedFast", StringComparison.Ordinal)).Select(m => int.Parse(m[12..])).ToList();
        var given = 0;
        for (var i = 0; i < 100; i++)
        {
            peer.Send(Msg.Block(MessageId.Request, allowed[i % 5], 0));
            session.ServeReads();
            given += peer.Take().Count(m => m.StartsWith("Piece ", StringComparison.Ordinal));
        }

        Assert.Equal(10, given);
    }
}
