using System.Collections.Concurrent;
using System.Drawing;
using System.Runtime.CompilerServices;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Time;
using Terminal.Gui.ViewBase;

namespace TuiTorrent.Dashboard.Host;

/// <summary>The ends of Terminal.Gui's driver that are ours: input, output and size.</summary>
/// <remarks>
/// The library's own ends poll the keyboard 50 times a second, ask the terminal questions, send every cell that was drawn and hang when the terminal is gone. It lets tests replace
/// them, by a field without a public way to it; <see cref="Install"/> sets that field. The package's version is pinned, and a test fails if the field should vanish.
/// </remarks>
internal sealed class ScreenParts : IComponentFactory<char>, ISizeMonitor
{
    /// <summary>With the size of the first frame.</summary>
    public ScreenParts(Size size) => Output = new ScreenOutput(size);

    /// <inheritdoc/>
    public event EventHandler<SizeChangedEventArgs>? SizeChanged;

    /// <summary>Where frames end up.</summary>
    public ScreenOutput Output { get; }

    /// <summary>Characters as the terminal sent them, for Terminal.Gui's parser.</summary>
    public ConcurrentQueue<char> Characters { get; private set; } = new();

    /// <inheritdoc/>
    public AppModel AppModel { get; set; }

    /// <summary>Makes an application use these parts; before its Init.</summary>
    public void Install(IApplication application) => Factory(application) = this;

    /// <summary>Says that the screen has another size.</summary>
    public void Resize(Size size)
    {
        Output.SetSize(size.Width, size.Height);
        SizeChanged?.Invoke(this, new SizeChangedEventArgs(size));
    }

    /// <inheritdoc/>
    public string GetDriverName() => DriverRegistry.Names.ANSI;

    /// <inheritdoc/>
    public IOutput CreateOutput() => Output;

    /// <inheritdoc/>
    public IInput<char> CreateInput() => new ScreenInput();

    /// <inheritdoc/>
    public IInputProcessor CreateInputProcessor(ConcurrentQueue<char> inputQueue, ITimeProvider? timeProvider = null)
    {
        Characters = inputQueue;
        return new AnsiInputProcessor(inputQueue, timeProvider);
    }

    /// <inheritdoc/>
    public ISizeMonitor CreateSizeMonitor(IOutput consoleOutput, IOutputBuffer outputBuffer) => this;

    /// <inheritdoc/>
    public bool Poll() => false;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_componentFactory")]
    private static extern ref IComponentFactory Factory([UnsafeAccessorType("Terminal.Gui.App.ApplicationImpl, Terminal.Gui")] object application);
}
