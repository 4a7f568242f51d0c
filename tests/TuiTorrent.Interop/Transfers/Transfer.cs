using System.Diagnostics;
using System.Globalization;
using System.Net;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Engine;
using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Transfers;

/// <summary>What came of a transfer.</summary>
/// <param name="Seconds">From the start of the side that came second to the end.</param>
/// <param name="SecondsToFirstByte">Of them, until the first payload moved, to 50 ms.</param>
/// <param name="Last">Our torrent at the end.</param>
internal sealed record TransferResult(double Seconds, double SecondsToFirstByte, TorrentSnapshot Last);

/// <summary>Sends a torrent between a foreign program and us, compares the data and tells how long it took.</summary>
internal static class Transfer
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs one to its end; fails with the words of both sides if it takes longer than the limit.</summary>
    /// <param name="scenario">Who, how.</param>
    /// <param name="data">What.</param>
    /// <param name="limit">For all of it.</param>
    /// <param name="policy">Ours; null for the one that belongs to the dress.</param>
    /// <param name="madeTorrent">A .torrent of the data by another program; null to make one.</param>
    public static async Task<TransferResult> RunAsync(
        Scenario scenario, TestData data, TimeSpan limit, EncryptionPolicy? policy = null, byte[]? madeTorrent = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit);
        var address = scenario.Family == Family.IPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        using var temporary = new Temporary();
        using var ours = new OurClient(policy ?? PolicyFor(scenario.Dress), address, temporary.Directory("state"));
        using var tracker = scenario.UsesTracker ? new OpenTracker(temporary.Directory("tracker"), Parse(data.MakeTorrent(null)).InfoHash) : null;
        var torrent = madeTorrent ?? data.MakeTorrent(tracker?.Url(scenario.UsesUdp));
        var (theirDirectory, ourDirectory) = scenario.Ours == OurRole.Leecher
            ? (data.Directory, temporary.Directory("download"))
            : (temporary.Directory("download"), data.Directory);
        using var theirs = ForeignClient.Create(scenario.Foreign, new ForeignOptions(
            WriteTorrent(temporary, torrent), theirDirectory, temporary.Directory("home"), scenario.Ours == OurRole.Leecher, scenario.Dress, address));
        try
        {
            if (tracker is not null)
            {
                await tracker.WaitReadyAsync(timeout.Token);
            }

            var result = await RunAsync(scenario, Parse(torrent), ours, ourDirectory, theirs, tracker, timeout.Token);
            AssertDress(scenario.Dress, result.Last);
            await ours.StopAsync();
            // Transmission leaves empty files out: of the torrents that it makes, and of what it downloads.
            Assert.Empty(data.FindDifferences(
                scenario.Ours == OurRole.Leecher ? ourDirectory : theirDirectory, knowsEmptyFiles: scenario.Foreign != ForeignKind.Transmission));
            Tell(scenario, data, result);
            return result;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TransferFailedException($"{scenario}: {e.Message}\n{ours.Log}\n{theirs.Log}\n{tracker?.Log}", e);
        }
    }

    private static async Task<TransferResult> RunAsync(
        Scenario scenario, TorrentMetainfo torrent, OurClient ours, string ourDirectory, ForeignClient theirs, OpenTracker? tracker, CancellationToken stop)
    {
        var clock = new Stopwatch();
        if (scenario.TheyCome)
        {
            await ours.StartAsync(torrent, ourDirectory, [], stop);
            await (tracker?.WaitAnnouncedAsync(stop) ?? Task.CompletedTask);
            clock.Start();
            await theirs.StartAsync(stop);
            if (tracker is null)
            {
                await theirs.DialAsync(ours.Endpoint);
            }
        }
        else
        {
            await theirs.StartAsync(stop);
            await (tracker?.WaitAnnouncedAsync(stop) ?? Task.CompletedTask);
            clock.Start();
            await ours.StartAsync(torrent, ourDirectory, tracker is null ? [theirs.Endpoint] : [], stop);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var firstByte = FirstByteAsync(ours, clock, end.Token);
        await (scenario.Ours == OurRole.Leecher ? ours.WaitCompleteAsync(stop) : theirs.WaitCompleteAsync(stop));
        var seconds = clock.Elapsed.TotalSeconds;
        await end.CancelAsync();
        return new TransferResult(seconds, Math.Min(await firstByte, seconds), await ours.SnapshotAsync());
    }

    private static async Task<double> FirstByteAsync(OurClient ours, Stopwatch clock, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SampleInterval);
        try
        {
            do
            {
                var now = await ours.SnapshotAsync();
                if (now.DownloadedBytes + now.UploadedBytes > 0)
                {
                    break;
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // It was over before we looked again.
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static EncryptionPolicy PolicyFor(Dress dress) => dress switch
    {
        Dress.Plain => EncryptionPolicy.Disabled,
        Dress.Rc4 => EncryptionPolicy.Required,
        Dress.MsePlaintext => EncryptionPolicy.Allowed,
        _ => EncryptionPolicy.Preferred,
    };

    private static void AssertDress(Dress dress, TorrentSnapshot last)
    {
        var counts = last.Handshakes;
        switch (dress)
        {
            case Dress.Plain:
                Assert.True(counts is { Plain: > 0, Rc4: 0, MsePlaintext: 0 }, $"not plain: {counts}");
                break;
            case Dress.Rc4:
                Assert.True(counts is { Plain: 0, Rc4: > 0, MsePlaintext: 0 }, $"not RC4: {counts}");
                break;
            case Dress.MsePlaintext:
                Assert.True(counts is { Plain: 0, Rc4: 0, MsePlaintext: > 0 }, $"not plaintext behind MSE: {counts}");
                break;
            default:
                Assert.True(counts.Plain + counts.Rc4 + counts.MsePlaintext > 0, "nobody came");
                break;
        }

        Assert.Equal(last.Peers, dress == Dress.Rc4 ? last.EncryptedPeers : last.Peers);
        Assert.True(dress is not (Dress.Plain or Dress.MsePlaintext) || last.EncryptedPeers == 0, $"{last.EncryptedPeers} peers speak RC4");
    }

    private static void Tell(Scenario scenario, TestData data, TransferResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario} | {data.Name} {data.Length / 1048576.0:0.#} MiB | {result.Seconds:0.00} s, first byte {result.SecondsToFirstByte:0.00} s"));

    private static string WriteTorrent(Temporary temporary, byte[] torrent)
    {
        var path = Path.Combine(temporary.Directory("torrent"), "sample.torrent");
        File.WriteAllBytes(path, torrent);
        return path;
    }

    private static TorrentMetainfo Parse(byte[] torrent) =>
        TorrentMetainfo.TryParse(torrent, out var metainfo, out var error) ? metainfo : throw new InvalidOperationException(error.Text);
}
