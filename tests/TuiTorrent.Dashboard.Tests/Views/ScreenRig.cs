using System.Drawing;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.Paint;
using TuiTorrent.Dashboard.Views;

namespace TuiTorrent.Dashboard.Tests.Views;

/// <summary>The whole main screen over a model, without commands: keys that reach them are only written down.</summary>
internal sealed class ScreenRig : IDisposable
{
    public static readonly IReadOnlyList<(string, string)> Keys =
        [("a", "Add"), ("p", "Pause"), ("Enter", "Details"), ("d", "Remove"), ("/", "Filter"), ("o", "Sort"), ("b", "Label"), (":", "Command"), ("t", "Turtle"), ("V", "Verify"), ("m", "Move"), ("Space", "Mark"), ("?", "Help")];

    private readonly ScreenHarness _harness;

    public ScreenRig(int columns, int rows, DashboardModel? model = null)
    {
        Model = model ?? Samples.Model();
        _harness = new ScreenHarness(columns, rows);
        Screen = new MainScreen(Model, key =>
        {
            Pressed.Add(key);
            return true;
        })
        {
            KeyBar = Keys,
        };
        _harness.Show(Screen);
        Compose();
    }

    public DashboardModel Model { get; }

    public MainScreen Screen { get; }

    public List<Key> Pressed { get; } = [];

    public DateTimeOffset Now { get; set; } = Samples.Now;

    public string Sent => _harness.Sent;

    public ScreenRig Compose()
    {
        Screen.Compose(Now);
        return this;
    }

    public int Draw()
    {
        Compose();
        return _harness.Draw();
    }

    public int RawDraw() => _harness.Draw();

    public string[] Lines()
    {
        Compose();
        return _harness.Lines();
    }

    public string Ansi()
    {
        Compose();
        return _harness.Ansi();
    }

    public ScreenRig Type(string characters)
    {
        _harness.Type(characters);
        return Compose();
    }

    /// <summary>Presses and lets go of the left button; row and column from 0.</summary>
    public ScreenRig Click(int row, int column)
    {
        Draw();
        return Type($"\e[<0;{column + 1};{row + 1}M").Type($"\e[<0;{column + 1};{row + 1}m");
    }

    public ScreenRig Move(CursorMove move, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Screen.Move(move);
        }

        return Compose();
    }

    public void Resize(int columns, int rows) => _harness.Host.Resize(new Size(columns, rows));

    public void Dispose()
    {
        PaintedView.IsStale = false;
        GlyphSet.Current = GlyphSet.Unicode;
        Theme.Current = Theme.Sixteen;
        _harness.Dispose();
    }
}
