using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tests.Paint;

public sealed class GlyphTableTests : IDisposable
{
    public void Dispose() => GlyphSet.Current = GlyphSet.Unicode;

    [Theory]
    [InlineData("a", "a", 1, 1)]
    [InlineData("a\u0301\u0301\u0301b", "a\u0301\u0301", 1, 4)]
    [InlineData("宽", "宽", 2, 1)]
    [InlineData("❤\uFE0F!", "❤", 1, 2)]
    [InlineData("❤\uFE0F\u0301!", "❤", 1, 3)]
    [InlineData("\uFE0F", "\uFFFD", 1, 1)]
    [InlineData("\u0301a", " \u0301", 1, 1)]
    [InlineData("\e", "?", 1, 1)]
    [InlineData("\u009b", "\uFFFD", 1, 1)]
    [InlineData("\u202E", "\uFFFD", 1, 1)]
    [InlineData("\uD800x", "\uFFFD", 1, 1)]
    public void A_glyph_is_what_fits_into_its_cells(string text, string glyph, int columns, int length)
    {
        Assert.Equal(length, GlyphTable.Next(text, out var found, out var width));
        Assert.Equal((glyph, columns), (found, width));
    }

    [Fact]
    public void Without_Unicode_letters_beside_other_signs_stay()
    {
        GlyphSet.Current = GlyphSet.AsciiOnly;

        Assert.Equal(1, GlyphTable.Next("c…", out var glyph, out _));
        Assert.Equal("c", glyph);
        Assert.Equal(1, GlyphTable.Next("…", out glyph, out _));
        Assert.Equal("?", glyph);
    }
}
