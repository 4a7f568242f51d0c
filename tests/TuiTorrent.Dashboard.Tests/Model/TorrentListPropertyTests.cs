using CsCheck;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Model;

/// <summary>Any sequence of news and keys, against a list made anew from what is known.</summary>
public sealed class TorrentListPropertyTests
{
    private const int Ids = 12;

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 11], Gen.Int[1, Ids], Gen.Int[0, 40], static (kind, id, value) => new Step(kind, id, value));

    [Fact]
    public void Whatever_happens_the_list_is_right() => Steps.List[1, 60].Sample(static steps =>
    {
        var (list, known) = (new TorrentList(), new Dictionary<int, TorrentItem>());
        foreach (var step in steps)
        {
            var (cursor, marked) = (list.Current?.Hash, Marked(list));
            Do(list, known, step);

            // The order is total, and the same as that of a list that is sorted as a whole.
            var whole = new TorrentList();
            whole.Apply([.. known.Values], [], isAll: true);
            whole.Conditions = list.Conditions;
            whole.SortBy(list.Sort);
            if (whole.IsReversed != list.IsReversed)
            {
                whole.Reverse();
            }

            Assert.Equal(whole.Visible.Select(static item => item.Hash), list.Visible.Select(static item => item.Hash));
            Assert.All(list.Visible, item => Assert.Same(list.All.Single(other => other.Id == item.Id), item));

            // The cursor is on a torrent that is shown; no news and no order take it to another one.
            Assert.Equal(list.Visible.Count == 0, list.Current is null);
            if (step.IsNews && cursor is not null && list.Visible.Any(item => item.Hash == cursor))
            {
                Assert.Equal(cursor, list.Current!.Hash);
            }

            // No mark outlives its torrent; news mark nothing.
            Assert.Equal(list.All.Count(list.IsMarked), list.MarkedCount);
            Assert.All(list.Targets, item => Assert.Contains(item, list.Visible));
            if (step.IsNews)
            {
                Assert.Subset(marked, Marked(list));
            }

            foreach (var state in Enum.GetValues<StateFilter>())
            {
                Assert.Equal(list.All.Count(item => TorrentFilter.IsOf(item, state)), list.Count(state));
            }
        }
    }, iter: 400);

    private static void Do(TorrentList list, Dictionary<int, TorrentItem> known, Step step)
    {
        var (_, id, value) = step;
        switch (step.Kind)
        {
            case 0:
            case 1:
                // Many names are the same: the order must not depend on them alone.
                var item = Samples.Item(id, $"name {value % 3}", (Activity)(value % 9), value % 5, 0.1) with { DownRate = value % 4, QueuePosition = value % 3, Labels = value % 2 == 0 ? ["a"] : [] };
                known[id] = item;
                list.Apply([item], [], isAll: false);
                break;
            case 2:
                known.Remove(id);
                list.Apply([], [id], isAll: false);
                break;
            case 3:
                list.SortBy((SortKey)(value % Enum.GetValues<SortKey>().Length));
                break;
            case 4:
                list.Reverse();
                break;
            case 5:
                list.Filter((StateFilter)(value % TorrentFilter.States));
                break;
            case 6:
                list.Filter(value % 4 == 0 ? "" : value % 2 == 0 ? $"!{value % 3}" : $"{value % 3}");
                break;
            case 7:
                list.Move(value - 20);
                break;
            case 8:
                list.ToggleMark();
                break;
            case 9:
                list.ToggleRange();
                break;
            case 10:
                list.Extend(value % 5 - 2);
                break;
            default:
                known.Remove(id);
                list.Apply([.. known.Values], [], isAll: true);
                break;
        }
    }

    private static HashSet<string> Marked(TorrentList list) => [.. list.All.Where(list.IsMarked).Select(static item => item.Hash)];

    private readonly record struct Step(int Kind, int Id, int Value)
    {
        public bool IsNews => Kind is <= 4 or 11;
    }
}
