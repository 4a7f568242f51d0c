using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Session;

public class MetersTests
{
    [Theory]
    [InlineData(1500, 1)]
    [InlineData(100_000, 1)]
    [InlineData(100_000, 7)]
    [InlineData(12_345_678, 3)]
    public void A_bucket_gives_its_rate_however_often_it_is_asked(long rate, int stepMs)
    {
        var bucket = new TokenBucket { RateBytesPerSecond = rate };
        Assert.True(bucket.Available(1_000_000) > 0);
        bucket.Take(bucket.Available(1_000_000));
        long passed = 0;
        for (long now = 1_000_000 + stepMs; now <= 1_021_000; now += stepMs)
        {
            if (bucket.Available(now) > 0)
            {
                bucket.Take(100);
                passed += 100;
                while (bucket.Available(now) > 0)
                {
                    bucket.Take(100);
                    passed += 100;
                }
            }
        }

        Assert.InRange(passed, rate * 21 * 99 / 100, rate * 21 * 101 / 100 + 100);
    }

    [Fact]
    public void A_bucket_keeps_no_more_than_half_a_second_and_lends_a_block()
    {
        var bucket = new TokenBucket { RateBytesPerSecond = 100_000 };
        Assert.Equal(50_000, bucket.Available(1_000_000));
        bucket.Take(60_000);
        Assert.Equal(-10_000, bucket.Available(1_000_000));
        Assert.Equal(0, bucket.Available(1_000_100));
        Assert.Equal(50_000, bucket.Available(9_000_000));
    }

    [Fact]
    public void A_bucket_without_a_rate_gives_everything()
    {
        var bucket = new TokenBucket();
        bucket.Take(long.MaxValue / 2);
        Assert.Equal(long.MaxValue, bucket.Available(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => bucket.RateBytesPerSecond = -2);
    }

    [Fact]
    public void A_shut_bucket_gives_nothing_however_long_one_waits()
    {
        var bucket = new TokenBucket { RateBytesPerSecond = RateLimit.Nothing };
        Assert.Equal((0, 0, true, false), (bucket.Available(0), bucket.Available(1_000_000), bucket.IsShut, bucket.IsLimited));
        bucket.RateBytesPerSecond = 100_000;
        Assert.InRange(bucket.Available(2_000_000), 1, 50_000);
    }

    [Fact]
    public void A_meter_shows_a_steady_rate_and_forgets_it_after_five_seconds()
    {
        var meter = new RateMeter();
        Assert.Equal(0, meter.BytesPerSecond(1000));
        for (var now = 10_000; now < 20_000; now += 100)
        {
            meter.Add(now, 1000);
        }

        Assert.InRange(meter.BytesPerSecond(20_000), 9_000, 11_000);
        Assert.Equal(0, meter.BytesPerSecond(26_000));
        Assert.Equal(100_000, meter.Total);
    }

    [Fact]
    public void A_block_has_one_owner_and_comes_back_once()
    {
        var pool = new BlockPool(2);
        var (a, b) = (pool.TryRent()!, pool.TryRent()!);
        Assert.Null(pool.TryRent());
        Assert.Equal((2, 0), (pool.Outstanding, pool.Available));
        a.Return();
        Assert.Throws<InvalidOperationException>(a.Return);
        Assert.Throws<ObjectDisposedException>(() => a.Buffer.Length);
        Assert.Throws<ObjectDisposedException>(() => a.Memory.Length);
        Assert.Same(a, pool.TryRent());
        Assert.Equal(0, a.Length);
        a.Return();
        b.Return();
        Assert.Equal((0, 2), (pool.Outstanding, pool.Available));
    }

    [Fact]
    public void A_stash_keeps_what_it_prepared_and_gives_it_back()
    {
        var pool = new BlockPool(6);
        var stash = new BlockStash(pool);
        Assert.True(stash.TryPrepare(Limits.BlockSize, 1 << 20));
        Assert.False(stash.TryPrepare(10 * Limits.BlockSize, 1 << 20));
        Assert.Equal(6, pool.Outstanding);
        Assert.NotNull(stash.Take());
        stash.Release();
        Assert.Equal(1, pool.Outstanding);
    }
}
