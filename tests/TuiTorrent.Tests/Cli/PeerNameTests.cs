using TuiTorrent.Cli;
using TuiTorrent.Core;

namespace TuiTorrent.Tests.Cli;

public sealed class PeerNameTests
{
    [Theory]
    [InlineData("192.0.2.1:6881", "192.0.2.1")]
    [InlineData("[2001:db8::1]:6881", "2001:db8::1")]
    [InlineData("seedbox.example:6881", "seedbox.example")]
    [InlineData("localhost:6881", "localhost")]
    public void A_peer_is_a_host_and_a_port(string text, string host)
    {
        Assert.True(PeerName.TryParse(text, out var peer));
        Assert.Equal(new PeerName(host, 6881), peer);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1:")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("2001:db8::1:6881")]
    [InlineData("[192.0.2.1]:6881")]
    [InlineData("[x:y]:6881")]
    [InlineData(":6881")]
    [InlineData("a b:6881")]
    [InlineData("http://x:6881")]
    public void Anything_else_is_refused(string text) => Assert.False(PeerName.TryParse(text, out _));

    [Fact]
    public async Task An_address_needs_no_name_service()
    {
        Assert.True(PeerName.TryParse("[::1]:7", out var peer));

        Assert.Equal([PeerEndpoint.FromCompact([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 7])], await peer.ResolveAsync());
    }
}
