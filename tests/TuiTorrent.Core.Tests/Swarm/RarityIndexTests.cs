using CsCheck;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

public class RarityIndexTests
{
    [Fact]
    public void Whatever_happens_members_are_in_order_of_availability() =>
        Gen.Select(Gen.Int[1, 30], Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000]).Array[0, 200]).Sample((pieces, steps) =>
        {
            var index = new RarityIndex(pieces, new Random(1));
            var (availability, members) = (new int[pieces], Enumerable.Range(0, pieces).ToHashSet());
            foreach (var (kind, which) in steps)
            {
                var piece = which % pieces;
                switch (kind)
                {
                    case 0:
                        index.Increment(piece);
                        availability[piece]++;
                        break;
                    case 1 when availability[piece] > 0:
                        index.Decrement(piece);
                        availability[piece]--;
                        break;
                    case 2 when members.Remove(piece):
                        index.Remove(piece);
                        break;
                    case 3 when members.Add(piece):
                        index.Add(piece);
                        break;
                }

                var order = index.RarestFirst.ToArray();
                Assert.Equal(members.Order(), order.Order());
                Assert.Equal(order.Select(p => availability[p]), order.Select(p => availability[p]).Order());
                Assert.All(Enumerable.Range(0, pieces), p => Assert.Equal((members.Contains(p), availability[p]), (index.Contains(p), index.Availability(p))));
            }
        });

    [Fact]
    public void Equally_rare_pieces_are_in_random_order() =>
        Assert.NotEqual(new RarityIndex(100, new Random(1)).RarestFirst.ToArray(), new RarityIndex(100, new Random(2)).RarestFirst.ToArray());
}
