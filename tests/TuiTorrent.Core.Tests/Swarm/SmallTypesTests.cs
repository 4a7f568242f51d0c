using CsCheck;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Session;

namespace TuiTorrent.Core.Tests.Swarm;

public class SmallTypesTests
{
    [Theory]
    [InlineData("123.213.32.10:1", "98.76.54.32:2", 0xec2d7224)]
    [InlineData("123.213.32.10:1", "123.213.32.234:2", 0x99568189)]
    public void Canonical_priority_is_as_in_BEP_40(string a, string b, uint expected)
    {
        Assert.Equal(expected, PeerPriority.Of(TestSession.Endpoint(a), TestSession.Endpoint(b)));
        Assert.Equal(expected, PeerPriority.Of(TestSession.Endpoint(b), TestSession.Endpoint(a)));
    }

    [Theory]
    [InlineData("1.2.3.4:1", "1.2.3.4:2", "1.2.3.4:2", "1.2.3.4:1")]
    [InlineData("[2001:db8::1]:1", "[2001:db9::1]:1", "[2001:db8::3]:1", "[2001:db9::9]:1")]
    public void Canonical_priority_looks_at_what_the_distance_leaves(string a, string b, string sameA, string sameB) =>
        Assert.Equal(PeerPriority.Of(TestSession.Endpoint(a), TestSession.Endpoint(b)), PeerPriority.Of(TestSession.Endpoint(sameA), TestSession.Endpoint(sameB)));

    [Theory]
    [InlineData("[2001:db8::1]:1", "[2001:db8::3]:1")]
    [InlineData("10.0.0.1:1", "10.0.0.3:1")]
    public void Of_near_addresses_every_bit_counts(string a, string b) =>
        Assert.NotEqual(PeerPriority.Of(TestSession.Endpoint(a), TestSession.Endpoint("10.0.0.9:1")), PeerPriority.Of(TestSession.Endpoint(b), TestSession.Endpoint(a)));

    [Theory]
    [InlineData(7, new[] { 1059, 431, 808, 1217, 287, 376, 1188 })]
    [InlineData(9, new[] { 1059, 431, 808, 1217, 287, 376, 1188, 353, 508 })]
    public void Allowed_fast_sets_are_as_in_BEP_6(int count, int[] expected)
    {
        var hash = new byte[20];
        hash.AsSpan().Fill(0xaa);
        var pieces = new int[count];
        Assert.Equal(count, AllowedFastSet.Generate(TestSession.Endpoint("80.4.4.200:1"), new InfoHash(hash), 1313, pieces));
        Assert.Equal(expected, pieces);
    }

    [Fact]
    public void An_allowed_fast_set_has_no_more_pieces_than_there_are()
    {
        var pieces = new int[10];
        Assert.Equal(3, AllowedFastSet.Generate(TestSession.Endpoint("80.4.4.200:1"), TestSession.InfoHash, 3, pieces));
        Assert.Equal([0, 1, 2], pieces[..3].Order());
        Assert.Equal(0, AllowedFastSet.Generate(TestSession.Endpoint("[::1]:1"), TestSession.InfoHash, 3, pieces));
    }

    [Fact]
    public void A_bitfield_counts_its_ones_and_keeps_its_spare_bits_clear() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 1000].Array[0, 100]).Sample((length, flips) =>
        {
            var (bits, model) = (new Bitfield(length), new bool[length]);
            foreach (var flip in flips)
            {
                var index = flip % length;
                bits[index] = model[index] = flip % 3 != 0;
            }

            Assert.Equal(model, Enumerable.Range(0, length).Select(i => bits[i]));
            Assert.Equal(model.Count(b => b), bits.Count);
            Assert.True(new Bitfield(length).TrySet(bits.Bytes));
            bits.SetAll(true);
            Assert.True(bits.IsFull);
            Assert.True(new Bitfield(length).TrySet(bits.Bytes));
        });

    [Fact]
    public void A_bitfield_from_the_wire_is_refused_when_it_is_too_long_or_has_spare_bits()
    {
        var bits = new Bitfield(12);
        Assert.False(bits.TrySet([0xff]));
        Assert.False(bits.TrySet([0xff, 0xf0, 0]));
        Assert.False(bits.TrySet([0xff, 0xf8]));
        Assert.Equal(0, bits.Count);
        Assert.True(bits.TrySet([0xff, 0xf0]));
        Assert.True(bits.IsFull);
    }

    [Fact]
    public void The_first_common_bit_is_found_wherever_the_search_begins() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 299], Gen.Int[0, 299].Array[0, 6], Gen.Int[0, 299].Array[0, 6]).Sample((length, from, ones, otherOnes) =>
        {
            var (a, b) = (new Bitfield(length), new Bitfield(length));
            from %= length;
            Array.ForEach(ones, i => a[i % length] = true);
            Array.ForEach(otherOnes, i => b[i % length] = true);
            var expected = Enumerable.Range(0, length).Skip(from / 8 * 8).Where(i => a[i] && b[i]).DefaultIfEmpty(-1).First();
            Assert.Equal(expected, a.FirstInBoth(b, from));
        });

    [Fact]
    public void A_layout_covers_every_byte_once_and_knows_what_it_contains() =>
        Gen.Select(Gen.Int[1, 500_000], Gen.Int[1, 100_000]).Sample((total, pieceLength) =>
        {
            var layout = new PieceLayout(total, pieceLength);
            long sum = 0;
            for (var piece = 0; piece < layout.PieceCount; piece += Math.Max(1, layout.PieceCount / 50))
            {
                sum = Enumerable.Range(0, layout.BlockCount(piece)).Sum(b => layout.BlockSize(piece, b));
                Assert.Equal(layout.PieceSize(piece), sum);
            }

            var last = layout.PieceCount - 1;
            Assert.Equal(total, layout.PieceOffset(last) + layout.PieceSize(last));
            Assert.True(layout.Contains(last, layout.PieceSize(last) - 1, 1));
            Assert.False(layout.Contains(last, layout.PieceSize(last) - 1, 2));
            Assert.False(layout.Contains(last + 1, 0, 1));
            Assert.False(layout.Contains(0, uint.MaxValue, 1));
            Assert.False(layout.Contains(uint.MaxValue, 0, 1));
            Assert.False(layout.Contains(0, 1, uint.MaxValue));
            Assert.False(layout.Contains(0, 0, 0));
        });
}
