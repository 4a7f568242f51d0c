using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Format;

namespace TuiTorrent.Dashboard.Tests.Model;

public sealed class EtaSteadierTests
{
    [Fact]
    public void A_rate_in_bursts_does_not_make_it_flicker()
    {
        var shown = Follow(i => i % 2 == 0 ? 180 : 540, 60);

        // Where it settles it stays: one change of the text at most in the last half minute.
        var texts = shown.Skip(30).Select(TimeText.Eta).Distinct().ToList();
        Assert.True(texts.Count <= 2, string.Join(' ', texts));
    }

    [Fact]
    public void A_steady_rate_counts_down_to_the_end()
    {
        var shown = Follow(static i => 600 - i, 598);

        Assert.InRange(shown[^1], 0, 20);
        Assert.True(shown.Distinct().Count() < 60);
        for (var i = 0; i < 500; i++)
        {
            Assert.InRange(shown[i], (600 - i) * 0.75, ((600 - i) * 1.25) + 5);
        }
    }

    [Fact]
    public void Another_pace_is_followed_within_seconds()
    {
        var shown = Follow(static i => i < 20 ? 100 : 10_000, 45);

        Assert.InRange(shown[^1], 8_000, 10_000);
    }

    [Fact]
    public void What_nobody_can_tell_is_not_smoothed()
    {
        var steadier = new EtaSteadier();

        Assert.Equal(100, steadier.Next(1, -1, 100));
        Assert.Equal(-1, steadier.Next(1, 100, -1));
        Assert.Equal(5_000, steadier.Next(1, -1, 5_000));
    }

    private static List<long> Follow(Func<int, long> told, int count)
    {
        var (steadier, shown) = (new EtaSteadier(), new List<long> { -1 });
        for (var i = 0; i < count; i++)
        {
            shown.Add(steadier.Next(1, shown[^1], told(i)));
        }

        return shown[1..];
    }
}
