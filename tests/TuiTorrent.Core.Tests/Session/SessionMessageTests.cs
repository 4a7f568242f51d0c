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
}
