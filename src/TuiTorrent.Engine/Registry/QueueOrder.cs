using TuiTorrent.Engine.Control;

namespace TuiTorrent.Engine.Registry;

/// <summary>What the queue is after some of its members moved; they keep their order among themselves.</summary>
internal static class QueueOrder
{
    public static List<T> Move<T>(IReadOnlyList<T> queue, IReadOnlySet<T> moved, QueueMove move)
    {
        var order = new List<T>(queue);
        switch (move)
        {
            case QueueMove.Top:
                return [.. queue.Where(moved.Contains), .. queue.Where(t => !moved.Contains(t))];
            case QueueMove.Bottom:
                return [.. queue.Where(t => !moved.Contains(t)), .. queue.Where(moved.Contains)];
            case QueueMove.Up:
                for (var i = 1; i < order.Count; i++)
                {
                    if (moved.Contains(order[i]) && !moved.Contains(order[i - 1]))
                    {
                        (order[i - 1], order[i]) = (order[i], order[i - 1]);
                    }
                }

                return order;
            default:
                for (var i = order.Count - 2; i >= 0; i--)
                {
                    if (moved.Contains(order[i]) && !moved.Contains(order[i + 1]))
                    {
                        (order[i + 1], order[i]) = (order[i], order[i + 1]);
                    }
                }

                return order;
        }
    }
}
