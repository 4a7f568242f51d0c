using CsCheck;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Session;

public class QueuePlannerTests
{
    private static readonly Gen<QueueRow> AnyRow = Gen.Select(Gen.Int[0, 20], Gen.Bool, Gen.Bool, Gen.Int[0, 5], Gen.Bool, Gen.Bool)
        .Select((position, wants, finished, forced, stalled, active) => new QueueRow(0, position, wants, finished, forced == 0, stalled && active, active && wants));

    [Fact]
    public void The_first_in_the_queue_run_and_the_others_wait_downloads_and_seeds_apart()
    {
        QueueRow[] rows = [Row(3), Row(1), Row(2), Row(5, isFinished: true), Row(4, isFinished: true), Row(0, wantsToRun: false)];
        Assert.Equal("WRRWR-", Plan(rows, 2, 1));
        Assert.Equal("RRRRR-", Plan(rows, null, null));
        Assert.Equal("WWWWW-", Plan(rows, 0, 0));
    }

    [Fact]
    public void Who_runs_is_not_stopped_because_another_moved_up()
    {
        Assert.Equal("WR", Plan([Row(0), Row(1, isActive: true)], 1, null));
        Assert.Equal("RW", Plan([Row(0, isActive: true), Row(1, isActive: true)], 1, null));
    }

    [Fact]
    public void One_that_moves_nothing_takes_no_place_and_one_that_is_forced_does()
    {
        Assert.Equal("RRW", Plan([Row(0, isActive: true, isStalled: true), Row(1), Row(2)], 1, null));
        Assert.Equal("WWR", Plan([Row(0), Row(1), Row(2, isForced: true)], 1, null));
        Assert.Equal("R", Plan([Row(0, isForced: true)], 0, null));
    }

    [Fact]
    public void Whatever_the_queue_the_limits_hold_and_the_answer_stays_once_it_is_followed() =>
        Gen.Select(AnyRow.Array[0, 20], Gen.Int[0, 6], Gen.Int[0, 6]).Sample((some, downloads, seeds) =>
        {
            QueueRow[] rows = [.. some.Select((row, i) => row with { Id = i })];
            var verdicts = Verdicts(rows, downloads, seeds);
            foreach (var (isFinished, most) in new[] { (false, downloads), (true, seeds) })
            {
                var kind = Enumerable.Range(0, rows.Length).Where(i => rows[i].IsFinished == isFinished && rows[i].WantsToRun).ToList();
                var counted = kind.Count(i => verdicts[i] == QueueVerdict.Runs && !rows[i].IsForced && !(rows[i].IsStalled && rows[i].IsActive));
                var forced = kind.Count(i => rows[i].IsForced && !(rows[i].IsStalled && rows[i].IsActive));
                Assert.InRange(counted, 0, Math.Max(0, most - forced));
                Assert.True(counted + forced >= most || kind.All(i => verdicts[i] == QueueVerdict.Runs), "a place is free and somebody waits");
            }

            QueueRow[] followed = [.. rows.Select((row, i) => row with { IsActive = verdicts[i] == QueueVerdict.Runs, IsStalled = row.IsStalled && verdicts[i] == QueueVerdict.Runs })];
            Assert.Equal(verdicts, Verdicts(followed, downloads, seeds));
        });

    private static QueueRow Row(int position, bool wantsToRun = true, bool isFinished = false, bool isForced = false, bool isStalled = false, bool isActive = false) =>
        new(position, position, wantsToRun, isFinished, isForced, isStalled, isActive);

    private static QueueVerdict[] Verdicts(QueueRow[] rows, int? downloads, int? seeds)
    {
        var verdicts = new QueueVerdict[rows.Length];
        QueuePlanner.Plan(rows, new QueueLimits(downloads, seeds), verdicts);
        return verdicts;
    }

    private static string Plan(QueueRow[] rows, int? downloads, int? seeds) =>
        string.Concat(Verdicts(rows, downloads, seeds).Select(verdict => verdict switch { QueueVerdict.Runs => 'R', QueueVerdict.Waits => 'W', _ => '-' }));
}
