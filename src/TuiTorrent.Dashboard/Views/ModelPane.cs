using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>A pane that shows what the model knows.</summary>
internal abstract class ModelPane : PaintedView
{
    /// <summary>Shows what a model knows.</summary>
    protected ModelPane(DashboardModel model) => Model = model;

    /// <summary>What to show.</summary>
    protected DashboardModel Model { get; }

    /// <summary>The time of the frame.</summary>
    protected DateTimeOffset Now { get; private set; }

    /// <summary>Composes all rows for a moment.</summary>
    public void Compose(DateTimeOffset now)
    {
        Now = now;
        if (Visible)
        {
            Prepare();
            Compose();
        }
    }

    /// <summary>What is the same for all rows of a frame.</summary>
    protected virtual void Prepare()
    {
        // Most panes compute nothing.
    }

    /// <summary>The left button was clicked, once or more often.</summary>
    /// <param name="x">Column in the pane.</param>
    /// <param name="y">Row in the pane.</param>
    /// <param name="isDouble">Twice in short time.</param>
    protected virtual void Clicked(int x, int y, bool isDouble)
    {
        // Most panes are only to look at.
    }

    /// <summary>The wheel turned.</summary>
    /// <param name="rows">Up is negative.</param>
    protected virtual void Wheeled(int rows)
    {
        // Most panes don't scroll.
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Position is not { } at)
        {
            return false;
        }

        if (mouse.Flags.HasFlag(MouseFlags.LeftButtonDoubleClicked))
        {
            Clicked(at.X, at.Y, isDouble: true);
        }
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked))
        {
            Clicked(at.X, at.Y, isDouble: false);
        }
        else if (mouse.Flags.HasFlag(MouseFlags.WheeledUp))
        {
            Wheeled(-1);
        }
        else if (mouse.Flags.HasFlag(MouseFlags.WheeledDown))
        {
            Wheeled(1);
        }
        else
        {
            return false;
        }

        return true;
    }
}
