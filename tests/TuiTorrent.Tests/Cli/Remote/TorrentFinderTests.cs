using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;

namespace TuiTorrent.Tests.Cli.Remote;

public sealed class TorrentFinderTests
{
    [Theory]
    [InlineData("7", 7)]
    [InlineData("12", 12)]
    [InlineData("7f00", 7)]
    [InlineData("7F0000", 7)]
    [InlineData("abcd000000000000000000000000000000000002", 2)]
    [InlineData("debian-12.11.0-arm64-netinst.iso", 7)]
    [InlineData("AMD64", 2)]
    [InlineData("ラズベリー", 1)]
    public void A_word_means_the_torrent_with_this_number_hash_or_name(string word, long id) => Assert.Equal(id, TorrentFinder.Find(Rows.Read(), word).Id);

    [Theory]
    [InlineData("3")]
    [InlineData("7f0")]
    [InlineData("fedora")]
    [InlineData("")]
    public void A_word_that_means_none_is_said_so(string word)
    {
        var stop = Assert.Throws<CommandStopException>(() => TorrentFinder.Find(Rows.Read(), word));

        Assert.Equal(ExitCode.NoSuchTorrent, stop.ExitCode);
        Assert.StartsWith($"there is no torrent \"{word}\".", stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("debian")]
    [InlineData("abcd")]
    public void A_word_that_means_several_lists_them(string word)
    {
        var stop = Assert.Throws<CommandStopException>(() => TorrentFinder.Find(Rows.Read(), word));

        Assert.Equal(ExitCode.NoSuchTorrent, stop.ExitCode);
        Assert.StartsWith($"\"{word}\" could be any of 2 torrents:\n  ", stop.Message, StringComparison.Ordinal);
        Assert.Contains("\n  2  abcd0000  debian-12.11.0-amd64-netinst.iso", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_beginning_of_a_hash_that_is_also_in_another_name_means_neither()
    {
        List<TorrentRow> rows = [new() { Id = 1, InfoHash = "cafe" + new string('0', 36), Name = "x" }, new() { Id = 2, InfoHash = new string('1', 40), Name = "a cafe" }];

        Assert.Equal(ExitCode.NoSuchTorrent, Assert.Throws<CommandStopException>(() => TorrentFinder.Find(rows, "cafe")).ExitCode);
    }

    [Fact]
    public void A_whole_name_wins_over_a_longer_one_that_has_it()
    {
        List<TorrentRow> rows = [new() { Id = 1, Name = "disk" }, new() { Id = 2, Name = "disk two" }];

        Assert.Equal(1, TorrentFinder.Find(rows, "disk").Id);
    }

    [Fact]
    public void Two_words_for_one_torrent_mean_it_once() => Assert.Equal([7, 1], TorrentFinder.FindAll(Rows.Read(), ["7", "7f00", "1"]).ConvertAll(row => (int)row.Id));
}
