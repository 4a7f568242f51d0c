using System.Globalization;
using System.Text;
using CsCheck;

namespace TuiTorrent.Core.Tests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred [0m")]
    [InlineData("\u001b]52;c;aGk=\u0007", "]52;c;aGk=")]
    [InlineData("a\u009b2Jb", "a 2Jb")]
    [InlineData("one\r\ntwo\tthree\b", "one two three")]
    [InlineData("a\u202eb\u2066c\u200bd\ufeffe", "abcde")]
    [InlineData("e\u0301", "e\u0301")]
    [InlineData("\u0301\u0302leading", "leading")]
    [InlineData("a\u20dd\u20dd\u20ddb\u0301", "a\u20dd\u20ddb\u0301")]
    public void What_could_move_a_cursor_or_deceive_the_eye_is_gone(string text, string clean) => Assert.Equal(clean, SafeText.From(text, 512));

    [Fact]
    public void A_thousand_marks_on_a_character_become_two()
    {
        var text = "z" + string.Concat(Enumerable.Repeat("\u0351", 1000)) + "algo";
        Assert.Equal("z\u0351\u0351algo", SafeText.From(text, 512));
    }

    [Fact]
    public void Half_a_pair_shows_as_such() => Assert.Equal("x\ufffdy", SafeText.From("x\ud800y", 512));

    [Fact]
    public void Bytes_that_are_no_text_show_as_such() => Assert.Equal("a\ufffd\ufffdb", SafeText.From([(byte)'a', 0xFF, 0xC0, (byte)'b'], 512));

    [Fact]
    public void Whatever_comes_in_is_bounded_and_clean() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 60]).Sample((bytes, max) =>
        {
            var text = SafeText.From(bytes, max);
            var marks = 0;
            foreach (var rune in text.EnumerateRunes())
            {
                var category = Rune.GetUnicodeCategory(rune);
                marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
                if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate || marks > 2)
                {
                    return false;
                }
            }

            return text.Length <= max;
        });
}
