using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Session;

public class StallDiagnosisTests
{
    private static readonly StallFacts Running = new() { Now = new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero), LeftBytes = 1_000_000_000 };

    [Fact]
    public void A_torrent_that_moves_or_is_done_has_no_cause()
    {
        Assert.Empty(StallDiagnosis.Find(Running with { DownloadBytesPerSecond = 1 }));
        Assert.Empty(StallDiagnosis.Find(Running with { IsFinished = true }));
    }

    [Fact]
    public void What_stops_it_altogether_is_told_alone()
    {
        var bad = Running with { Trackers = [new("t", true, "no", 5)], IsPaused = true, WaitsBehind = 3, IsNothingWanted = true };
        Assert.Equal(["moving"], Codes(bad with { MoveProgress = 0.5, VerifyProgress = 0.1, Error = StallError.DiskFull }));
        Assert.Equal(["verifying"], Codes(bad with { VerifyProgress = 0.1, Error = StallError.DiskFull }));
        Assert.Equal(["disk_full"], Codes(bad with { Error = StallError.DiskFull }));
        Assert.Equal(["disk_missing"], Codes(bad with { Error = StallError.DiskMissing }));
        Assert.Equal(["disk_error"], Codes(bad with { Error = StallError.Disk }));
        Assert.Equal(["paused"], Codes(bad));
        Assert.Equal(["queued"], Codes(bad with { IsPaused = false }));
        Assert.Equal(["no_files_wanted"], Codes(bad with { IsPaused = false, WaitsBehind = null }));
        Assert.Equal("Its data are being verified (12 % done).", Text(Running with { VerifyProgress = 0.129 }));
        Assert.Equal("It waits for its turn behind 1 other torrent.", Text(Running with { WaitsBehind = 1 }));
        Assert.Equal("No space left on /srv.", Text(Running with { Error = StallError.DiskFull, ErrorText = "No space left on /srv" }));
    }

    [Fact]
    public void Pieces_that_nobody_has_are_named()
    {
        var facts = Running with { ConnectedPeers = 3, Unavailable = [(12, 40), (97, 97)], UnavailableBytes = 412_300_000 };
        Assert.Equal("No connected peer has pieces 12 to 40 and 97 (412 MB).", Text(facts));
        Assert.Equal("No connected peer has piece 7 (1.5 kB).", Text(facts with { Unavailable = [(7, 7)], UnavailableBytes = 1500 }));
        Assert.Equal(
            "No connected peer has pieces 1, 3, 5, 7, 9 and 2 more ranges (16 bytes).",
            Text(facts with { Unavailable = [(1, 1), (3, 3), (5, 5), (7, 7), (9, 9), (11, 11), (13, 13)], UnavailableBytes = 16 }));
        Assert.Empty(Codes(facts with { Seeds = 1 }));
    }

    [Fact]
    public void Whether_peers_choke_us_or_lack_the_rest_comes_first_depends_on_what_is_left()
    {
        var facts = Running with { ConnectedPeers = 2, InterestingPeers = 2, ChokingPeers = 2, Unavailable = [(1, 1)], UnavailableBytes = 5 };
        Assert.Equal(["all_choke_us", "pieces_unavailable"], Codes(facts));
        Assert.Equal(["pieces_unavailable", "all_choke_us"], Codes(facts with { LeftBytes = 5 }));
        Assert.Equal(["pieces_unavailable"], Codes(facts with { ChokingPeers = 1 }));
    }

    [Fact]
    public void Where_nobody_is_connected_it_says_why()
    {
        Assert.Equal(["no_peers_known"], Codes(Running));
        Assert.Equal("No peers are known, and there is no tracker to ask for them.", Text(Running));
        Assert.Equal("None of the 7 known peers can be reached.", Text(Running with { KnownPeers = 7 }));
        var failing = Running with { Trackers = [new("https://a:443", true, "Not found.", 300), new("udp://b:1", true, null, null)] };
        Assert.Equal(["tracker_error", "no_peers_known"], Codes(failing));
        Assert.Equal("The tracker https://a:443 can't be used: Not found (1 other tracker failed too); it is asked again in 5 minutes.", Text(failing));
        Assert.Equal(
            ["encryption_refused", "peers_unreachable"],
            Codes(Running with { KnownPeers = 2, IsEncryptionRequired = true, RefusedForEncryption = 4 }));
        Assert.Equal(["no_peers_known"], Codes(Running with { IsEncryptionRequired = false, RefusedForEncryption = 4 }));
    }

    [Fact]
    public void A_clock_that_was_never_set_and_a_limit_that_lets_nothing_through_come_first()
    {
        Assert.Equal(["clock_wrong", "no_peers_known"], Codes(Running with { Now = DateTimeOffset.UnixEpoch }));
        Assert.Equal(
            ["clock_wrong", "tracker_error", "no_peers_known"],
            Codes(Running with { Trackers = [new("https://a:443", true, "The certificate is not yet valid", 60)] }));
        Assert.Equal(["rate_limit", "no_peers_known"], Codes(Running with { DownloadLimit = RateLimit.Nothing }));
        Assert.Equal("The download limit of this torrent is only 512 bytes a second.", Text(Running with { DownloadLimit = 512, IsLimitOwn = true }));
        Assert.Equal(["no_peers_known"], Codes(Running with { DownloadLimit = 1_000_000 }));
    }

    private static IEnumerable<string> Codes(StallFacts facts) => StallDiagnosis.Find(facts).Select(finding => finding.Code);

    private static string Text(StallFacts facts) => StallDiagnosis.Find(facts)[0].Text;
}
