using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("--prot", "--port")]
    [InlineData("--por", "--port")]
    [InlineData("--ports", "--port")]
    [InlineData("--bort", "--port")]
    [InlineData("--seedratio", "--seed-ratio")]
    [InlineData("--verbose", null)]
    [InlineData("x", null)]
    public void The_nearest_word_is_proposed_unless_it_is_far(string word, string? nearest) =>
        Assert.Equal(nearest, Suggestion.Nearest(word, ["--port", "--peer", "--seed", "--seed-ratio"]));

    [Fact]
    public void A_word_too_long_to_be_a_typing_error_costs_nothing() => Assert.Null(Suggestion.Nearest(new string('a', 100_000), ["a"]));
}
