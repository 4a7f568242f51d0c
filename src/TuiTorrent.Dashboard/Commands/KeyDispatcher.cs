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

    /// <summary>Keys for the last row of the screen where the user is now: the likeliest first, the help last. Keys in the notation of <see cref="KeyText"/>.</summary>
    public IReadOnlyList<(string Key, string Title)> KeyBar()
    {
        var (bar, help) = (new List<(string, string)>(), default((string, string)?));
        foreach (var command in CommandTable.Bar(_ui.Scope))
        {
            if (_ui.Keymap.KeysOf(command) is [var key, ..])
            {
                var entry = (KeyText.Show(key), command.Title);
                if (command.Name == "help")
                {
                    help = entry;
                }
                else
                {
                    bar.Add(entry);
                }
            }
        }

        if (help is { } last)
        {
            bar.Add(last);
        }

        return bar;
    }

    /// <summary>As if a key was pressed that is written so.</summary>
    public bool Handle(string key) => KeyText.TryParse(key, out var parsed) && Handle(parsed);

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
