using TuiTorrent.Core.Session;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Details;
using TuiTorrent.Dashboard.Tests.Views.Details;

namespace TuiTorrent.Dashboard.Tests.Model.Details;

public sealed class DetailWordsTests
{
    private static readonly DateTimeOffset Now = DetailSamples.Now;

    [Theory]
    [InlineData(1_560, "in 26 min", 1)]
    [InlineData(1_559, "in 25 min", 60)]
    [InlineData(60, "in  1 min", 1)]
    [InlineData(59, "in 59 s", 1)]
    [InlineData(9, "in  9 s", 1)]
    [InlineData(0, "now", null)]
    public void A_countdown_says_when_it_changes(long seconds, string text, int? change)
    {
        var words = new TimeWords();
        words.Begin(Now);

        Assert.Equal(text, words.In(Now.ToUnixTimeSeconds() + seconds));
        Assert.Equal(change is null ? null : Now.AddSeconds(change.Value), words.NextChange);
        if (change is not null)
        {
            words.Begin(Now.AddSeconds(change.Value - 1));
            Assert.Equal(text, words.In(Now.ToUnixTimeSeconds() + seconds));
            words.Begin(Now.AddSeconds(change.Value));
            Assert.NotEqual(text, words.In(Now.ToUnixTimeSeconds() + seconds));
        }
    }

    [Theory]
    [InlineData(0, "just now", 1)]
    [InlineData(12, "12 s ago", 1)]
    [InlineData(245, "4 min ago", 55)]
    [InlineData(90_000, "1 d 1 h ago", 3_600)]
    public void An_age_says_when_it_changes(long seconds, string text, int change)
    {
        var words = new TimeWords();
        words.Begin(Now);

        Assert.Equal(text, words.Ago(Now.ToUnixTimeSeconds() - seconds));
        Assert.Equal(Now.AddSeconds(change), words.NextChange);
    }

    [Fact]
    public void Each_reason_of_a_failed_handshake_has_words()
    {
        foreach (var reason in Enum.GetValues<CloseReason>().Where(reason => reason is > CloseReason.None and <= CloseReason.BadProtocolName and not CloseReason.Banned))
        {
            var code = string.Concat(reason.ToString().Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
            var words = HandshakeWords.Reason(code);
            Assert.NotEqual(code.Replace('_', ' '), words);
            Assert.InRange(words.Length, 5, 30);
        }
    }

    [Fact]
    public void A_reason_nobody_knows_loses_its_underscores() => Assert.Equal("some new reason", HandshakeWords.Reason("some_new_reason"));

    [Fact]
    public void The_flags_of_a_peer_are_told_in_words()
    {
        var peer = new PeerItem { Address = "a", IsIncoming = true, Cipher = PeerCipher.MsePlaintext, AreWeInterested = true, IsChokingUs = true, IsInterested = true, IsChoked = true };

        Assert.Equal("It connected to us; plain bytes after an MSE handshake; it has what we miss and lets us wait; it wants of us and waits.", PeerWords.Sentence(peer));
    }

    [Fact]
    public void A_tracker_tells_how_it_stands()
    {
        var words = new TimeWords();
        words.Begin(Now);
        var told = DetailSamples.Trackers.Select(tracker =>
            $"{TrackerWords.State(tracker).Text} | {TrackerWords.Next(tracker, words)} | {TrackerWords.Last(tracker, words)} | {TrackerWords.Swarm(tracker)}");

        Assert.Equal(
            [
                "works | in 26 min | 4 min ago: 50 peers received | 120 seeds, 41 others", "fails | in 29 s | 31 s ago: Connection timed out | ",
                "in reserve | if others fail |  | ", "asking now | answer awaited |  | ",
            ],
            told);
    }

    [Fact]
    public void Where_nothing_is_wrong_the_torrent_says_what_it_does()
    {
        Assert.Equal("Nothing is wrong: it downloads at 3.1M/s from 50 peers.", CauseRows.AllWell(DetailSamples.Torrent));
        Assert.Equal("Nothing is wrong: it is complete, and nobody wants of it at the moment.", CauseRows.AllWell(DetailSamples.Torrent with { Activity = Activity.Seeding, UpRate = 0 }));
    }
}
