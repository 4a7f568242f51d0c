using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>An action that was asked for: it shows at once, and turns into its result or an error when the daemon has answered.</summary>
/// <param name="Doing">While it is under way, without dots: "Pausing 2 torrents".</param>
/// <param name="Done">When it is done, without a full stop: "Paused 2 torrents".</param>
/// <param name="Requests">What to ask, in order.</param>
internal sealed record Deed(string Doing, string Done, params IReadOnlyList<DaemonRequest> Requests)
{
    /// <summary>Requests that bring back what was; empty if there is no way back.</summary>
    public IReadOnlyList<DaemonRequest> Inverse { get; init; } = [];

    /// <summary>Torrents that show at once that something is done to them.</summary>
    public IReadOnlyList<string> Torrents { get; init; } = [];

    /// <summary>Called when all is answered: null, or what went wrong first.</summary>
    public Action<string?>? Then { get; init; }

    /// <summary>Does it.</summary>
    public void Run(UiContext ui) => Run(ui, () =>
    {
        if (Inverse.Count > 0)
        {
            ui.Undo.Push(new UndoStep(char.ToLowerInvariant(Done[0]) + Done[1..], Inverse, Requests));
        }

        var key = Inverse.Count > 0 ? ui.Keymap.KeyOf("undo", ui.Scope) : null;
        ui.Tell(key is null ? Done + "." : $"{Done}. {key} takes it back.");
    });

    /// <summary>Takes the latest step back. Pressed twice, before the daemon answers, it takes two steps back.</summary>
    public static void Undo(UiContext ui)
    {
        if (ui.Undo.TakeUndo() is { } step)
        {
            new Deed("Taking back", "", step.Undo) { Then = error => PutBack(ui, error, () => ui.Undo.Redone(step)) }.Run(ui, () =>
            {
                ui.Undo.Undone(step);
                ui.Tell($"Taken back: {step.Text}.{Again(ui)}");
            });
        }

        static string Again(UiContext ui) => ui.Keymap.KeyOf("redo", ui.Scope) is { } key ? $" {key} does it again." : "";
    }

    /// <summary>Does again what was taken back last.</summary>
    public static void Redo(UiContext ui)
    {
        if (ui.Undo.TakeRedo() is { } step)
        {
            new Deed("Doing it again", "", step.Redo) { Then = error => PutBack(ui, error, () => ui.Undo.Undone(step)) }.Run(ui, () =>
            {
                ui.Undo.Redone(step);
                ui.Tell($"Done again: {step.Text}.");
            });
        }
    }

    /// <summary>"1 torrent", "2 torrents".</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {noun}s");

    /// <summary>A step that the daemon never heard of can be tried again; one that it refused, for a torrent that is gone, would only bar the way to those before.</summary>
    private static void PutBack(UiContext ui, string? error, Action putBack)
    {
        if (error is not null && ui.Model.Connection.State != ConnectionState.Online)
        {
            putBack();
        }
    }

    /// <summary>One request after the other: connections know no order among those that are under way together, and only so many can be.</summary>
    private void Run(UiContext ui, Action tellDone)
    {
        ui.Tell(Doing + "...");
        ui.Model.List.Pending(Torrents, char.ToLowerInvariant(Doing[0]) + Doing[1..]);
        var (next, error) = (0, default(string));
        Go();

        void Go()
        {
            if (next < Requests.Count)
            {
                ui.Link.Send(Requests[next++], Answered);
                return;
            }

            ui.Model.List.Settle(Torrents);
            if (error is null)
            {
                tellDone();
            }
            else
            {
                ui.Complain(error);
            }

            Then?.Invoke(error);
        }

        void Answered(DaemonAnswer answer)
        {
            error ??= answer.Error;
            if (answer.Error is not null && ui.Model.Connection.State != ConnectionState.Online)
            {
                // Nobody is there to hear the rest.
                next = Requests.Count;
            }

            Go();
        }
    }
}
