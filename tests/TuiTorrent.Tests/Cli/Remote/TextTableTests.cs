using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;
using TuiTorrent.Core;

namespace TuiTorrent.Tests.Cli.Remote;

public sealed class TextTableTests
{
    [Theory]
    [InlineData(140)]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(12)]
    public void The_list_fits_a_terminal_and_is_as_reviewed(int width)
    {
        var lines = TorrentTable.Render(Rows.Read(), width);

        Assert.All(lines, line => Assert.InRange(TextWidth.Of(line), 0, width));
        Repository.AssertGolden($"list-{width}.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Into_a_pipe_nothing_is_cut()
    {
        var lines = TorrentTable.Render(Rows.Read(), int.MaxValue);

        Assert.Contains("ラズベリーパイのイメージ 2026-05-01 arm64 lite", lines[1], StringComparison.Ordinal);
        Assert.Contains("linux,iso", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_move_the_cursor_is_gone()
    {
        var text = string.Join('\n', TorrentTable.Render(Rows.Read(), 80));

        Assert.DoesNotContain('\e', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("bad [31mname", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_torrents_there_is_only_the_line_of_totals() => Assert.Equal(["0 torrents"], TorrentTable.Render([], 80));

    [Fact]
    public void The_column_with_the_highest_rank_goes_first()
    {
        TableColumn[] columns = [new("A"), new("B", Rank: 1), new("C", Rank: 2)];

        Assert.Equal(["A     B", "aaaa  bbbb"], TextTable.Render(columns, [["aaaa", "bbbb", "cccc"]], 12));
        Assert.Equal(["A", "aaaa"], TextTable.Render(columns, [["aaaa", "bbbb", "cccc"]], 9));
        Assert.Equal(["A", "a…"], TextTable.Render(columns, [["aaaa", "bbbb", "cccc"]], 2));
    }
}
