namespace TuiTorrent.Core.Session;

/// <summary>A torrent in the queue.</summary>
/// <param name="Id">Which; breaks ties of position.</param>
/// <param name="Position">Place in the queue; less comes first.</param>
/// <param name="WantsToRun">The user has not stopped it, and nothing else keeps it from running.</param>
/// <param name="IsFinished">It would seed; else it would download. The two are counted apart.</param>
/// <param name="IsForced">It runs whatever the limits say, and takes a place all the same.</param>
/// <param name="IsStalled">It runs, and has moved nothing for so long that it takes no place.</param>
/// <param name="IsActive">It runs now.</param>
public readonly record struct QueueRow(int Id, int Position, bool WantsToRun, bool IsFinished, bool IsForced, bool IsStalled, bool IsActive);

/// <summary>How many torrents may run at once; null for any number.</summary>
public readonly record struct QueueLimits(int? MaxDownloads, int? MaxSeeds);

/// <summary>What the queue says of a torrent.</summary>
public enum QueueVerdict
{
    /// <summary>It does not want to run.</summary>
    Rests,

    /// <summary>It may run.</summary>
    Runs,

    /// <summary>Others are before it.</summary>
    Waits,
}

/// <summary>Says which torrents run and which wait.</summary>
/// <remarks>
/// Pure, any thread. Who runs goes on running: a place in the queue decides who comes next, and who gives way when there are fewer places than before,
/// but nobody is stopped because another moved up. The same rows give the same answer, and applying the answer changes nothing more.
/// </remarks>
public static class QueuePlanner
{
    /// <summary>Fills <paramref name="verdicts"/>, one for each row, in the order of the rows.</summary>
    public static void Plan(ReadOnlySpan<QueueRow> rows, QueueLimits limits, Span<QueueVerdict> verdicts)
    {
        var order = new int[rows.Length];
        var keys = new (int Position, int Id)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            order[i] = i;
            keys[i] = (rows[i].Position, rows[i].Id);
            verdicts[i] = rows[i].WantsToRun ? QueueVerdict.Waits : QueueVerdict.Rests;
        }

        Array.Sort(keys, order);
        Plan(rows, order, isFinished: false, limits.MaxDownloads, verdicts);
        Plan(rows, order, isFinished: true, limits.MaxSeeds, verdicts);
    }

    private static void Plan(ReadOnlySpan<QueueRow> rows, int[] order, bool isFinished, int? most, Span<QueueVerdict> verdicts)
    {
        var places = most ?? int.MaxValue;
        // Those that run anyhow; then those that run already; then those that wait.
        for (var round = 0; round < 3; round++)
        {
            foreach (var i in order)
            {
                var row = rows[i];
                if (row.IsFinished != isFinished || verdicts[i] != QueueVerdict.Waits)
                {
                    continue;
                }

                var isIdle = row.IsActive && row.IsStalled;
                var runs = round switch
                {
                    0 => row.IsForced || isIdle && places > 0,
                    1 => row.IsActive && places > 0,
                    _ => places > 0,
                };
                if (runs)
                {
                    verdicts[i] = QueueVerdict.Runs;
                    places -= isIdle ? 0 : 1;
                }
            }
        }
    }
}
