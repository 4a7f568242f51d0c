using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Something done that can be taken back, and done again.</summary>
/// <param name="Text">What was done: "paused 2 torrents".</param>
/// <param name="Undo">Brings back what was.</param>
/// <param name="Redo">Does it again.</param>
internal sealed record UndoStep(string Text, IReadOnlyList<DaemonRequest> Undo, IReadOnlyList<DaemonRequest> Redo);

/// <summary>What was done, the latest on top. Something new ends what could be done again. Thread of the screen.</summary>
internal sealed class UndoStack
{
    /// <summary>Steps kept: nobody goes back further, and each may name a thousand torrents.</summary>
    private const int MaxSteps = 50;

    private readonly List<UndoStep> _done = [];
    private readonly List<UndoStep> _undone = [];

    /// <summary>What would be taken back next; null for nothing.</summary>
    public UndoStep? NextUndo => _done.Count > 0 ? _done[^1] : null;

    /// <summary>What would be done again next; null for nothing.</summary>
    public UndoStep? NextRedo => _undone.Count > 0 ? _undone[^1] : null;

    /// <summary>Something was done.</summary>
    public void Push(UndoStep step)
    {
        _undone.Clear();
        Keep(_done, step);
    }

    /// <summary>Takes off what is to be taken back next; null for nothing. Then <see cref="Undone"/>, or <see cref="Redone"/> if it could not be.</summary>
    public UndoStep? TakeUndo() => Take(_done);

    /// <summary>The same for what is to be done again.</summary>
    public UndoStep? TakeRedo() => Take(_undone);

    /// <summary>It was taken back.</summary>
    public void Undone(UndoStep step) => Keep(_undone, step);

    /// <summary>It was done again.</summary>
    public void Redone(UndoStep step) => Keep(_done, step);

    private static UndoStep? Take(List<UndoStep> steps)
    {
        if (steps.Count == 0)
        {
            return null;
        }

        var step = steps[^1];
        steps.RemoveAt(steps.Count - 1);
        return step;
    }

    private static void Keep(List<UndoStep> steps, UndoStep step)
    {
        steps.Add(step);
        if (steps.Count > MaxSteps)
        {
            steps.RemoveAt(0);
        }
    }
}
