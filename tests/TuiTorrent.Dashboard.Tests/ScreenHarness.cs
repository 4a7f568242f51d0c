using System.Drawing;
using System.Text;
using Terminal.Gui.App;
using Terminal.Gui.Time;
using TuiTorrent.Dashboard.Host;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>A screen without a terminal: keys in, frames out, in virtual time.</summary>
internal sealed class ScreenHarness : IDisposable
{
    private readonly VirtualTimeProvider _time = new();
    private FrameWriter _writer = new(ColorDepth.Sixteen);

    public ScreenHarness(int columns, int rows) => Host = new GuiHost(new Size(columns, rows), _time);

    public GuiHost Host { get; }

    /// <summary>What the last <see cref="Draw"/> would have sent.</summary>
    public string Sent { get; private set; } = "";

    /// <summary>Shows a screen or dialog.</summary>
    public void Show(IRunnable runnable) => Host.Show(runnable);

    /// <summary>Draws, and says how many bytes the terminal would be sent.</summary>
    public int Draw()
    {
        Sent = Encoding.UTF8.GetString(Host.Draw(_writer, (0, 0)));
        return Encoding.UTF8.GetByteCount(Sent);
    }

    /// <summary>Types characters as a terminal sends them: "j", "\e[A", "\e".</summary>
    public void Type(string characters)
    {
        Host.Feed(characters);
        if (Host.IsInputPending)
        {
            _time.Advance(GuiHost.EscapePause);
            Host.Flush();
        }
    }

    /// <summary>What stands on the screen, row by row, without blanks at the ends.</summary>
    public string[] Lines()
    {
        Draw();
        var contents = Host.Application.Driver!.GetOutputBuffer().Contents!;
        var lines = new string[contents.GetLength(0)];
        for (var y = 0; y < lines.Length; y++)
        {
            var line = new StringBuilder();
            for (var x = 0; x < contents.GetLength(1); x++)
            {
                line.Append(contents[y, x].Grapheme);
            }

            lines[y] = line.ToString().TrimEnd();
        }

        return lines;
    }

    /// <summary>The whole frame as bytes that show it when printed on a terminal, a row a line: for golden files.</summary>
    public string Ansi()
    {
        Draw();
        return AnsiPicture.Of(Host.Application.Driver!.GetOutputBuffer().Contents!);
    }

    /// <summary>As after a clear: the next <see cref="Draw"/> sends all.</summary>
    public void Forget() => _writer = new FrameWriter(ColorDepth.Sixteen);

    public void Dispose() => Host.Dispose();
}
