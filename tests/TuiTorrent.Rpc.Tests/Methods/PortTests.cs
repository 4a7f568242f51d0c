using TuiTorrent.Core;
using TuiTorrent.Engine.Control;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

/// <summary>port_test says what is known without a stranger's help, and refuses to guess.</summary>
public sealed class PortTests
{
    [Theory]
    [InlineData("203.0.113.9:6881", "{}")]
    [InlineData("203.0.113.9:6881", """{"ip_protocol":"ipv4"}""")]
    [InlineData("100.128.0.1:6881", "{}")]
    [InlineData("[2001:db8::1]:6881", """{"ip_protocol":"ipv6"}""")]
    public async Task It_is_open_where_somebody_from_outside_came_in(string peer, string parameters)
    {
        var result = (await With(peer, isIncoming: true).CallAsync("port_test", parameters)).GetProperty("result");
        Assert.True(result.GetProperty("port_is_open").GetBoolean());
    }

    [Theory]
    [InlineData("203.0.113.9:6881", false, "{}")]
    [InlineData("203.0.113.9:6881", true, """{"ip_protocol":"ipv6"}""")]
    [InlineData("[2001:db8::1]:6881", true, """{"ip_protocol":"ipv4"}""")]
    [InlineData("127.0.0.1:6881", true, "{}")]
    [InlineData("10.1.2.3:6881", true, "{}")]
    [InlineData("172.31.255.255:6881", true, "{}")]
    [InlineData("192.168.1.2:6881", true, "{}")]
    [InlineData("169.254.1.2:6881", true, "{}")]
    [InlineData("100.127.255.255:6881", true, "{}")]
    [InlineData("[::1]:6881", true, "{}")]
    [InlineData("[fe80::1]:6881", true, "{}")]
    [InlineData("[fd00::1]:6881", true, "{}")]
    public async Task Else_it_can_not_be_known(string peer, bool isIncoming, string parameters) => Assert.Equal(
        "This daemon can't test its port: it listens at 51413, and no peer from outside has come in of late, but only a server of strangers could tell whether one can, and none is asked.",
        await With(peer, isIncoming).ErrorAsync("port_test", parameters));

    [Fact]
    public async Task It_is_closed_where_nobody_listens()
    {
        var daemon = With("203.0.113.9:6881", isIncoming: true);
        daemon.Engine.Totals = new SessionTotals();
        Assert.False((await daemon.CallAsync("port_test")).GetProperty("result").GetProperty("port_is_open").GetBoolean());
    }

    private static MadeDaemon With(string peer, bool isIncoming)
    {
        Assert.True(PeerEndpoint.TryParse(peer, out var endpoint));
        var daemon = new MadeDaemon();
        daemon.Engine.Handshakes = daemon.Engine.Handshakes with { Recent = [new HandshakeRow(default, endpoint, isIncoming, "rc4", 1, null)] };
        return daemon;
    }
}
