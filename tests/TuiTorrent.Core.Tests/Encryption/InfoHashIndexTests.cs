using TuiTorrent.Core.Encryption;
using static TuiTorrent.Core.Tests.Encryption.Handshakes;

namespace TuiTorrent.Core.Tests.Encryption;

public class InfoHashIndexTests
{
    [Fact]
    public void A_torrent_is_found_by_its_hash_and_by_its_digest()
    {
        var index = InfoHashIndex.Create([Torrent]);
        Assert.True(index.Contains(Torrent));
        Assert.True(index.TryFindByDigest(MsePeer.Hash("req2", Torrent.ToArray()), out var found));
        Assert.Equal(Torrent, found);
        Assert.False(index.Contains(OtherTorrent));
        Assert.False(index.TryFindByDigest(MsePeer.Hash("req2", OtherTorrent.ToArray()), out _));
    }

    [Fact]
    public void Both_hashes_of_a_hybrid_name_one_torrent()
    {
        var index = InfoHashIndex.Create([KeyValuePair.Create(Torrent, Torrent), KeyValuePair.Create(OtherTorrent, Torrent)]);
        Assert.Equal(2, index.Count);
        Assert.True(index.TryResolve(OtherTorrent, out var torrent));
        Assert.Equal(Torrent, torrent);
    }

    [Fact]
    public void The_empty_one_knows_nothing()
    {
        Assert.Equal(0, InfoHashIndex.Empty.Count);
        Assert.False(InfoHashIndex.Empty.TryResolve(Torrent, out _));
    }
}
