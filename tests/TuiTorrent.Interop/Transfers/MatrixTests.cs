using TuiTorrent.Interop.Foreign;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Transfers;

/// <summary>Each foreign program against our leecher and our seeder, plain and RC4, by each kind of tracker and by IPv6.</summary>
public abstract class MatrixTests
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    private protected static IEnumerable<Scenario> All(ForeignKind foreign, Route byHttp, Route byUdp, Route byIPv6) =>
        from role in Enum.GetValues<OurRole>()
        from dress in (Dress[])[Dress.Plain, Dress.Rc4]
        from way in ((Route, Family)[])[(byHttp, Family.IPv4), (byUdp, Family.IPv4), (byIPv6, Family.IPv6)]
        select new Scenario(foreign, role, dress, way.Item1, way.Item2);

    private protected static Task RunAsync(Scenario scenario) => Transfer.RunAsync(scenario, Samples.Ordinary, Limit);
}

/// <summary>It never dials a loopback address: with any tracker, it is we who come. Both ways it needs 11 s and more before the first byte.</summary>
[Collection("transmission seeds")]
public sealed class TransmissionSeedsTests : MatrixTests
{
    public static TheoryData<Scenario> Scenarios { get; } =
        [.. All(ForeignKind.Transmission, Route.HttpTrackerTellsUs, Route.UdpTrackerTellsUs, Route.WeDial).Where(s => s.Ours == OurRole.Leecher)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Data_arrives_in_the_dress_that_was_asked_for(Scenario scenario) => RunAsync(scenario);
}

[Collection("transmission leeches")]
public sealed class TransmissionLeechesTests : MatrixTests
{
    public static TheoryData<Scenario> Scenarios { get; } =
    [
        .. All(ForeignKind.Transmission, Route.HttpTrackerTellsUs, Route.UdpTrackerTellsUs, Route.WeDial).Where(s => s.Ours == OurRole.Seeder),
        // As it comes, and as we come.
        new Scenario(ForeignKind.Transmission, OurRole.Seeder, Dress.Default, Route.WeDial),
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Data_arrives_in_the_dress_that_was_asked_for(Scenario scenario) => RunAsync(scenario);
}

[Collection("aria2")]
public sealed class Aria2Tests : MatrixTests
{
    public static TheoryData<Scenario> Scenarios { get; } =
        [.. All(ForeignKind.Aria2, Route.HttpTrackerTellsThem, Route.UdpTrackerTellsUs, Route.WeDial)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Data_arrives_in_the_dress_that_was_asked_for(Scenario scenario) => RunAsync(scenario);
}

[Collection("libtorrent")]
public sealed class LibtorrentTests : MatrixTests
{
    public static TheoryData<Scenario> Scenarios { get; } =
    [
        .. All(ForeignKind.Libtorrent, Route.HttpTrackerTellsUs, Route.UdpTrackerTellsThem, Route.WeDial),
        new Scenario(ForeignKind.Libtorrent, OurRole.Leecher, Dress.Rc4, Route.TheyDial, Family.IPv6),
        new Scenario(ForeignKind.Libtorrent, OurRole.Seeder, Dress.Plain, Route.TheyDial, Family.IPv6),
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Data_arrives_in_the_dress_that_was_asked_for(Scenario scenario) => RunAsync(scenario);
}
