using CsCheck;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Core.Tests.Swarm;

public class RarityIndexTests
{
    [Fact]
    public void Whatever_happens_members_are_in_order_of_priority_and_availability() =>
        Gen.Select(Gen.Int[1, 30], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1000]).Array[0, 200]).Sample((pieces, steps) =>
        {
            var random = new Random(1);
            var index = new RarityIndex(pieces, random);
            byte[]? priorities = null;
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
                    case 4 when which % 5 == 0:
                        priorities = [.. Enumerable.Range(0, pieces).Select(p => (byte)((p * 7 + which) % 11 % 4))];
                        index.Rearrange(random, priorities, members.Contains);
                        break;
                }

                var order = index.RarestFirst.ToArray();
                var wanted = members.Where(p => priorities?[p] != PiecePriority.Skip).ToHashSet();
                int Level(int p) => PiecePriority.High - (priorities?[p] ?? PiecePriority.Normal);
                Assert.Equal(wanted.Order(), order.Order());
                Assert.Equal(order.Select(p => (Level(p), availability[p])), order.Select(p => (Level(p), availability[p])).Order());
                Assert.All(Enumerable.Range(0, pieces), p => Assert.Equal((wanted.Contains(p), availability[p]), (index.Contains(p), index.Availability(p))));
                Assert.All(Enumerable.Range(0, 3), level => Assert.Equal(order.Where(p => Level(p) == level), index.OfLevel(level).ToArray()));
                var all = new Bitfield(pieces);
                all.SetAll(true);
                Assert.All(Enumerable.Range(0, 3), level => Assert.Equal(wanted.Where(p => Level(p) == level).DefaultIfEmpty(-1).Min(), index.FindAmong(level, all, 0)));
            }
        });

    [Fact]
    public void Equally_rare_pieces_are_in_random_order() =>
        Assert.NotEqual(new RarityIndex(100, new Random(1)).RarestFirst.ToArray(), new RarityIndex(100, new Random(2)).RarestFirst.ToArray());
}
