using CsCheck;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Core.Tests.Encryption;

public class Rc4Tests
{
    [Theory]
    [InlineData("0102030405", "30abbcc7c20b01609f23ee2d5f6bb7df")]
    [InlineData("0102030405060708090a0b0c0d0e0f10", "bdf0324e6083dcc6d3cedd3ca8c53c16")]
    public void After_1024_dropped_bytes_the_keystream_is_rfc_6229s(string key, string expected)
    {
        var data = new byte[16];
        new Rc4(Convert.FromHexString(key), 1024).Process(data);
        Assert.Equal(expected, Convert.ToHexStringLower(data));
    }

    [Fact]
    public void Every_split_in_two_calls_gives_the_same_stream()
    {
        byte[] key = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
        var expected = Oracle(key, new byte[300]);
        for (var split = 0; split <= expected.Length; split++)
        {
            var data = new byte[expected.Length];
            var stream = new Rc4(key);
            stream.Process(data.AsSpan(0, split));
            stream.Process(data.AsSpan(split));
            Assert.Equal(expected, data);
        }
    }

    [Fact]
    public void Any_key_and_any_pieces_agree_with_another_library()
    {
        Gen.Select(Gen.Byte.Array[1, 256], Gen.Int[0, 300].Array[1, 20], Gen.Int[0, 1100]).Sample(
            (key, lengths, discard) =>
            {
                var plain = new byte[lengths.Sum()];
                new Random(discard).NextBytes(plain);
                var expected = Oracle(key, [.. new byte[discard], .. plain])[discard..];
                var data = plain.ToArray();
                var stream = new Rc4(key, discard);
                var start = 0;
                foreach (var length in lengths)
                {
                    stream.Process(data.AsSpan(start, length));
                    start += length;
                }

                return data.AsSpan().SequenceEqual(expected);
            },
            iter: 500);
    }

    [Fact]
    public void A_long_stream_passes_every_state_that_the_read_ahead_could_get_wrong()
    {
        // A swap that hits the byte read ahead happens once in 256 bytes: a mebibyte has thousands of them, at every place of a stride.
        byte[] key = [.. Enumerable.Range(7, 20).Select(i => (byte)i)];
        var data = new byte[1 << 20];
        new Rc4(key).Process(data);
        Assert.True(data.AsSpan().SequenceEqual(Oracle(key, new byte[data.Length])));
    }

    [Fact]
    public void Copying_gives_the_same_bytes_and_leaves_the_source_alone()
    {
        for (var length = 0; length < 70; length++)
        {
            byte[] source = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            var inPlace = source.ToArray();
            var guarded = new byte[length + 2];
            new Rc4("key"u8).Process(inPlace);
            new Rc4("key"u8).Process(source, guarded.AsSpan(1, length));
            Assert.Equal(inPlace, guarded[1..^1]);
            Assert.Equal((0, 0), (guarded[0], guarded[^1]));
            Assert.Equal(Enumerable.Range(0, length).Select(i => (byte)i), source);
        }
    }

    [Fact]
    public void Lengths_that_differ_are_a_bug_of_the_caller()
    {
        var stream = new Rc4("key"u8);
        Assert.Throws<ArgumentException>(() => stream.Process(new byte[2], new byte[3]));
        Assert.Throws<ArgumentException>(() => stream.Process(new byte[3], new byte[2]));
    }

    [Fact]
    public void Keys_of_no_or_of_too_many_bytes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rc4([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rc4(new byte[257]));
    }

    [Fact]
    public void Processing_allocates_nothing()
    {
        var stream = new Rc4("key"u8);
        var data = new byte[16384];
        stream.Process(data);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            stream.Process(data);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static byte[] Oracle(byte[] key, byte[] data)
    {
        var engine = new RC4Engine();
        engine.Init(true, new KeyParameter(key));
        return MsePeer.Apply(engine, data);
    }
}
