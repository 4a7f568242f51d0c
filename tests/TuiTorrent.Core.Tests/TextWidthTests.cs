using CsCheck;

namespace TuiTorrent.Core.Tests;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本語", 6)]
    [InlineData("e\u0301", 1)]
    [InlineData("한글", 4)]
    [InlineData("ＡＢ", 4)]
    [InlineData("😀", 2)]
    [InlineData("é…", 2)]
    [InlineData("", 0)]
    public void Columns_are_counted_as_a_terminal_does(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("日本語", 1, "…")]
    [InlineData("abc", 0, "")]
    public void A_cut_falls_between_characters(string text, int columns, string cut) => Assert.Equal(cut, TextWidth.Cut(text, columns));

    [Fact]
    public void A_cut_text_never_takes_more_than_its_columns() =>
        Gen.Select(Gen.String, Gen.Int[0, 40]).Sample((text, columns) => TextWidth.Of(TextWidth.Cut(text, columns)) <= columns);

    [Fact]
    public void Long_text_is_broken_at_blanks_and_goes_on_below_an_indent()
    {
        Assert.Equal(["  1. one two", "     three", "     averyverylongword", "     x"], TextWidth.Wrap("  1. one two three averyverylongword x", 12, 5));
        Assert.Equal(["a  info    b"], TextWidth.Wrap("a  info    b", 80, 4));
        Assert.Equal([""], TextWidth.Wrap("", 80, 4));
        Assert.Equal(["a b"], TextWidth.Wrap("a b", int.MaxValue, 4));
    }
}
