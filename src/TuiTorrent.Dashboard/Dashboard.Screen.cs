using Terminal.Gui.App;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Model.Columns;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.State;
using TuiTorrent.Dashboard.Tty;
using TuiTorrent.Dashboard.Views;

namespace TuiTorrent.Dashboard;

/// <summary>What commands move, and what is kept of it until the next time.</summary>
internal sealed partial class Dashboard
{
    private ScreenMemory _memory = new();

    /// <inheritdoc/>
    public DetailTab? OpenTab => _main.OpenTab;

    /// <inheritdoc/>
    public IReadOnlyList<int> SelectedFiles => OpenTab is null ? [] : _main.Details.SelectedFiles;

    /// <inheritdoc/>
    public TrackerItem? CurrentTracker => OpenTab is null ? null : _main.Details.CurrentTracker;

    /// <inheritdoc/>
    public PeerItem? CurrentPeer => OpenTab is null ? null : _main.Details.CurrentPeer;

    /// <inheritdoc/>
    public Cause? CurrentCause => OpenTab is null ? null : _main.Details.CurrentCause;

    /// <inheritdoc/>
    public IReadOnlyList<ColumnChoice> Columns
    {
        get => [.. ColumnSwitches.Switchable.Select(column => new ColumnChoice(column.Title, Model.Columns.IsOn(column.Kind)))];
        set
        {
            foreach (var (column, choice) in ColumnSwitches.Switchable.Zip(value))
            {
                if (Model.Columns.IsOn(column.Kind) != choice.IsShown)
                {
                    Model.Columns.Toggle(column.Kind);
                }
            }

            Remember();
        }
    }

    /// <inheritdoc/>
    public ScreenSettings Settings
    {
        get => new(Theme.Current.Name, _terminal.UsesMouse, Ui.Keymap.Preset.Name);
        set
        {
            var before = Settings;
            _memory = _memory with
            {
                Theme = value.Theme == before.Theme ? _memory.Theme : value.Theme,
                UsesMouse = value.UsesMouse == before.UsesMouse ? _memory.UsesMouse : value.UsesMouse,
                Keys = value.Keys == before.Keys ? _memory.Keys : value.Keys,
            };
            Apply(value);
            Remember();
        }
    }

    /// <inheritdoc/>
    public void Show(IRunnable dialog) => _host.Show(dialog);

    /// <inheritdoc/>
    public void Close(IRunnable dialog) => _host.Close(dialog);

    /// <inheritdoc/>
    public bool IsTaken => _host.Depth > 1 || _main.IsFiltering;

    /// <inheritdoc/>
    public void EditFilter() => _main.EditFilter();

    /// <inheritdoc/>
    public void EditSearch() => _main.EditSearch();

    /// <inheritdoc/>
    public void FindNext(bool isBackwards)
    {
        if (Model.List.Search.Length == 0)
        {
            Ui.Complain("Search for something first: F3.", Role.Warn);
        }
        else if (!(isBackwards ? Model.List.FindPrevious() : Model.List.FindNext()))
        {
            Ui.Complain("Nothing here contains that.", Role.Warn);
        }
    }

    /// <inheritdoc/>
    public void MarkRange() => Model.List.ToggleRange();

    /// <inheritdoc/>
    public void OpenDetails(DetailTab tab) => _main.OpenDetails(tab);

    /// <inheritdoc/>
    public void CloseDetails() => _main.CloseDetails();

    /// <inheritdoc/>
    public void ToggleFolder() => _ = _main.Details.ToggleFolder();

    /// <inheritdoc/>
    public void ZoomGraph(int steps) => Model.ChangeSpan(-steps);

    /// <inheritdoc/>
    public void ToggleBox(int box)
    {
        _main.Hidden ^= (ScreenBoxes)(1 << (box - 1));
        Remember();
    }

    /// <inheritdoc/>
    public void ToggleFull() => _main.ToggleFull();

    /// <inheritdoc/>
    public bool IsListFocused => _main.IsListFocused;

    /// <inheritdoc/>
    public void SwitchPane() => _main.SwitchPane();

    /// <inheritdoc/>
    public void NextFileOrder() => _main.Details.NextFileOrder();

    /// <inheritdoc/>
    public bool ShowsWholeLog
    {
        get => _main.Details.ShowsWholeLog;
        set => _main.Details.ShowsWholeLog = value;
    }

    /// <inheritdoc/>
    public void Move(CursorMove move) => _main.Move(move);

    /// <inheritdoc/>
    public void Redraw() => Loop.Repaint();

    /// <inheritdoc/>
    public void Suspend()
    {
        _suspend();
        Resumed();
    }

    /// <summary>The terminal is ours again, and shows something else.</summary>
    public void Resumed()
    {
        Loop.Repaint();
        Loop.Measure();
    }

    /// <inheritdoc/>
    public void Quit()
    {
        Remember();
        Loop.Quit();
    }

    /// <inheritdoc/>
    public bool Copy(string text)
    {
        var sequence = _traits.HasClipboard ? Sequences.Copy(text) : [];
        if (sequence.Length > 0)
        {
            Loop.Send(sequence);
        }
        else
        {
            Ui.Complain(_traits.HasClipboard ? "This text can't be copied: it is too long, or not plain." : "This terminal has no clipboard.", Role.Warn);
        }

        return sequence.Length > 0;
    }

    /// <summary>Puts the screen as it was left. What the command line or config.toml says goes over it.</summary>
    private void Recall(ScreenMemory memory)
    {
        _memory = memory;
        if (Model.List.Sort != memory.Sort)
        {
            Model.List.SortBy(memory.Sort);
        }

        if (Model.List.IsReversed != memory.IsReversed)
        {
            Model.List.Reverse();
        }

        Model.List.Filter(memory.State);
        foreach (var column in ColumnSwitches.Switchable)
        {
            if (memory.Switched.Contains(column.Title))
            {
                Model.Columns.Toggle(column.Kind);
            }
        }

        _main.Hidden = (ScreenBoxes)memory.HiddenBoxes & (ScreenBoxes.Graph | ScreenBoxes.Machine | ScreenBoxes.Preview | ScreenBoxes.Keys);
        Apply(new ScreenSettings(
            _options.Theme == Options.ThemeChoice.Auto ? memory.Theme ?? Theme.Current.Name : Theme.Current.Name,
            _options.HasMouse && (memory.UsesMouse ?? true),
            _options.Keys == Settings.Keys && _options.Bindings.Count == 0 ? memory.Keys ?? _options.Keys : _options.Keys));
    }

    private void Apply(ScreenSettings settings)
    {
        if (settings.Theme != Theme.Current.Name)
        {
            // The name may come from a file: one that is unknown changes nothing.
            foreach (var depth in Enum.GetValues<ColorDepth>())
            {
                if (ThemeOf(depth).Name == settings.Theme)
                {
                    Theme.Current = ThemeOf(depth);
                    Loop.Use(MakeWriter(depth));
                }
            }
        }

        if (settings.UsesMouse != _terminal.UsesMouse)
        {
            _terminal.UsesMouse = settings.UsesMouse;

            // A frame may have been half out: its rest would be text now.
            Loop.Repaint();
        }

        if (settings.Keys != Ui.Keymap.Preset.Name && Keymap.TryCreate(settings.Keys, _options.Bindings, out var keymap) is null)
        {
            Ui.Keymap = keymap;
        }
    }

    private void Remember()
    {
        var standard = new ColumnSwitches();
        _memory = _memory with
        {
            Sort = Model.List.Sort,
            IsReversed = Model.List.IsReversed,
            State = Model.List.State,
            Switched = [.. ColumnSwitches.Switchable.Where(column => Model.Columns.IsOn(column.Kind) != standard.IsOn(column.Kind)).Select(static column => column.Title)],
            HiddenBoxes = (int)_main.Hidden,
        };
        _memory.Save(_options.StateFile);
    }
}
