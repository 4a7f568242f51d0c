using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Turns keys that no dialog and no text field took into commands. Thread of the screen.</summary>
internal sealed class KeyDispatcher
{
    private readonly UiContext _ui;

    /// <summary>For one screen.</summary>
    public KeyDispatcher(UiContext ui) => _ui = ui;

    /// <summary>Runs what the key is bound to where the user is, or says why it can't.</summary>
    /// <returns>Whether the key is bound.</returns>
    public bool Handle(Key key)
    {
        _ui.Model.Notice.KeyPressed();
        if (_ui.Keymap.Find(key, _ui.Scope) is not { } command)
        {
            return false;
        }

        Run(_ui, command);
        return true;
    }

    /// <summary>Takes a paste that no text field took: into the dialog that adds.</summary>
    public void Paste(string text)
    {
        _ui.Model.Notice.KeyPressed();
        if (CommandTable.Find("add")!.Obstacle(_ui) is { } why)
        {
            _ui.Complain(why, Role.Warn);
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            AddDialog.Show(_ui, text, isPaused: false);
        }
    }

    /// <summary>Runs a command, or says why it can't run now.</summary>
    public static void Run(UiContext ui, UiCommand command)
    {
        if (command.Obstacle(ui) is { } why)
        {
            ui.Complain(why, Role.Warn);
        }
        else
        {
            command.Run(ui);
        }
    }
}
