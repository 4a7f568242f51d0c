using System.Net;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Transfers;

/// <summary>Policies of ours that differ from theirs: a common dress is found, and soon.</summary>
[Collection("policies")]
public sealed class PolicyTests
{
    /// <summary>What a second attempt may cost, with room for a busy machine; clients that fall back by a timer need 5 s and more.</summary>
    private const double MaxSecondsToFirstByte = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(ForeignKind.Aria2, OurRole.Leecher)]
    [InlineData(ForeignKind.Aria2, OurRole.Seeder)]
    [InlineData(ForeignKind.Libtorrent, OurRole.Leecher)]
    [InlineData(ForeignKind.Libtorrent, OurRole.Seeder)]
    public async Task Both_as_they_come_talk_by_RC4(ForeignKind foreign, OurRole role) =>
        AssertNoStall(await Transfer.RunAsync(new Scenario(foreign, role, Dress.Default, Route.WeDial), Samples.Ordinary, Limit));

    [Theory]
    [InlineData(Dress.Plain, EncryptionPolicy.Preferred, Route.WeDial)]
    [InlineData(Dress.Plain, EncryptionPolicy.Preferred, Route.TheyDial)]
    [InlineData(Dress.Plain, EncryptionPolicy.Allowed, Route.WeDial)]
    [InlineData(Dress.Rc4, EncryptionPolicy.Preferred, Route.WeDial)]
    [InlineData(Dress.Rc4, EncryptionPolicy.Allowed, Route.WeDial)]
    [InlineData(Dress.Rc4, EncryptionPolicy.Allowed, Route.TheyDial)]
    [InlineData(Dress.MsePlaintext, EncryptionPolicy.Allowed, Route.WeDial)]
    [InlineData(Dress.MsePlaintext, EncryptionPolicy.Allowed, Route.TheyDial)]
    public async Task Libtorrent_gets_the_dress_that_it_insists_on(Dress dress, EncryptionPolicy policy, Route route) =>
        AssertNoStall(await Transfer.RunAsync(new Scenario(ForeignKind.Libtorrent, OurRole.Leecher, dress, route), Samples.Ordinary, Limit, policy));

    [Theory]
    [InlineData(ForeignKind.Aria2, EncryptionPolicy.Allowed)]
    [InlineData(ForeignKind.Aria2, EncryptionPolicy.Preferred)]
    [InlineData(ForeignKind.Libtorrent, EncryptionPolicy.Allowed)]
    [InlineData(ForeignKind.Libtorrent, EncryptionPolicy.Preferred)]
    public async Task Who_requires_RC4_gets_it_from_a_seeder_that_does_not(ForeignKind foreign, EncryptionPolicy policy) =>
        AssertNoStall(await Transfer.RunAsync(new Scenario(foreign, OurRole.Seeder, Dress.Rc4, Route.WeDial), Samples.Ordinary, Limit, policy));

    [Theory]
    [InlineData(Dress.Plain, EncryptionPolicy.Required)]
    [InlineData(Dress.Rc4, EncryptionPolicy.Disabled)]
    public async Task Without_a_common_dress_there_is_no_connection(Dress dress, EncryptionPolicy policy)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        using var temporary = new Temporary();
        var torrent = Samples.Ordinary.MakeTorrent(null);
        Assert.True(TorrentMetainfo.TryParse(torrent, out var metainfo, out _));
        var path = Path.Combine(temporary.Directory("torrent"), "sample.torrent");
        await File.WriteAllBytesAsync(path, torrent, timeout.Token);
        using var theirs = ForeignClient.Create(ForeignKind.Libtorrent, new ForeignOptions(
            path, Samples.Ordinary.Directory, temporary.Directory("home"), IsSeeder: true, dress, IPAddress.Loopback));
        await theirs.StartAsync(timeout.Token);
        using var ours = new OurClient(policy, IPAddress.Loopback, temporary.Directory("state"));
        await ours.StartAsync(metainfo, temporary.Directory("download"), [theirs.Endpoint], timeout.Token);
        await Polling.UntilAsync(async () => (await ours.SnapshotAsync()).Handshakes.Refused > 0, "a handshake to be refused", timeout.Token);
        var last = await ours.SnapshotAsync();
        Assert.True(last is { Peers: 0, DownloadedBytes: 0, Handshakes: { Plain: 0, Rc4: 0, MsePlaintext: 0 } }, last.ToString());
        await ours.StopAsync();
    }

    private static void AssertNoStall(TransferResult result) => Assert.InRange(result.SecondsToFirstByte, 0, MaxSecondsToFirstByte);
}
