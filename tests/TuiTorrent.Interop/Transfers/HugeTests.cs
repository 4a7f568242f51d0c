using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Transfers;

/// <summary>4 GiB, mostly a hole: every offset beyond 32 bits. Only with INTEROP_SLOW=1 in the environment.</summary>
[Collection("huge")]
public sealed class HugeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(OurRole.Leecher, Dress.Plain)]
    [InlineData(OurRole.Seeder, Dress.Plain)]
    [InlineData(OurRole.Leecher, Dress.Rc4)]
    [InlineData(OurRole.Seeder, Dress.Rc4)]
    public async Task Four_gibibytes(OurRole role, Dress dress)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("INTEROP_SLOW") == "1", "takes minutes: set INTEROP_SLOW=1 to run it");
        await Transfer.RunAsync(new Scenario(ForeignKind.Libtorrent, role, dress, Route.WeDial), Samples.Huge, Limit);
        foreach (var line in await File.ReadAllLinesAsync("/proc/self/status", TestContext.Current.CancellationToken))
        {
            if (line.StartsWith("VmHWM", StringComparison.Ordinal) || line.StartsWith("RssAnon", StringComparison.Ordinal))
            {
                Console.WriteLine(line);
            }
        }
    }
}
