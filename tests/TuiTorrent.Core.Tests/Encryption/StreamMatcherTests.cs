using System.Text;
using CsCheck;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Tests.Encryption;

public class StreamMatcherTests
{
    [Theory]
    [InlineData("aab", "aaab")]
    [InlineData("abab", "aababab")]
    [InlineData("aabaaac", "aabaabaaac")]
    [InlineData("aabaaab", "aabaaaaabaaab")]
    public void A_beginning_inside_a_beginning_is_not_lost(string pattern, string data)
    {
        var matcher = new StreamMatcher(Encoding.ASCII.GetBytes(pattern));
        Assert.True(matcher.Feed(Encoding.ASCII.GetBytes(data), out var taken));
        Assert.Equal(data.IndexOf(pattern, StringComparison.Ordinal) + pattern.Length, taken);
    }

    [Fact]
    public void It_finds_what_a_search_over_the_whole_finds_however_the_bytes_are_cut()
    {
        // Two letters only, so that patterns overlap themselves in every way.
        var bits = Gen.Byte[0, 1];
        Gen.Select(bits.Array[1, 12], bits.Array[0, 120], Gen.Int[1, 9]).Sample(
            (pattern, data, step) =>
            {
                var at = data.AsSpan().IndexOf(pattern);
                var matcher = new StreamMatcher(pattern);
                for (var i = 0; i < data.Length; i += step)
                {
                    if (matcher.Feed(data.AsSpan(i, Math.Min(step, data.Length - i)), out var taken))
                    {
                        return at >= 0 && i + taken == at + pattern.Length;
                    }

                    if (taken != Math.Min(step, data.Length - i))
                    {
                        return false;
                    }
                }

                return at < 0;
            },
            iter: 20_000);
    }
}
