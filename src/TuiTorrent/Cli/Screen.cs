using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Cli;

/// <summary>Standard output and error of a command that shows progress: one line that is redrawn in place, and notes above it.</summary>
/// <remarks>Not thread-safe. Writes are whole: a redraw is one write, so that nothing flickers and nothing mixes.</remarks>
internal sealed class Screen
{
    private const string ToLineStart = "\r";
    private const string EraseToEnd = "\e[K";
    private readonly Stream _output;
    private readonly Stream _error;
    private readonly bool _sharesTerminal;
    private readonly Func<int> _columns;
    private string _line = "";
    private int _lineColumns;

    /// <summary>Over any two streams.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="isTerminal">Whether output can be redrawn.</param>
    /// <param name="sharesTerminal">Whether a note on error lands where the progress line is.</param>
    /// <param name="columns">The terminal's width now; 0 if unknown.</param>
    public Screen(Stream output, Stream error, bool isTerminal, bool sharesTerminal, Func<int> columns)
    {
        _output = output;
        _error = error;
        IsTerminal = isTerminal;
        _sharesTerminal = sharesTerminal;
        _columns = columns;
    }

    /// <summary>Whether output can be redrawn.</summary>
    public bool IsTerminal { get; }

    /// <summary>Columns for a line. The terminal's last one stays free: writing it makes some terminals wrap.</summary>
    public int Width => (_columns() is > 0 and var columns ? columns : 80) - 1;

    /// <summary>The process's own streams.</summary>
    public static Screen OfProcess()
    {
        var isTerminal = PosixCalls.IsTerminal(1) && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new Screen(Console.OpenStandardOutput(), Console.OpenStandardError(), isTerminal, isTerminal && PosixCalls.IsTerminal(2), static () => PosixCalls.Columns(1));
    }

    /// <summary>Puts the line in the place of the last one, if it is another. For terminals only.</summary>
    public void Redraw(string line)
    {
        if (line == _line)
        {
            return;
        }

        line = ScreenText.Gate(line);

        // After the window shrank, the old line may be wrapped over several rows: leave it above rather than overwrite who knows what.
        var prefix = _lineColumns > Width ? "\n" : ToLineStart;
        Write(_output, prefix + line + EraseToEnd);
        (_line, _lineColumns) = (line, TextWidth.Of(line));
    }

    /// <summary>Writes a line of output that stays.</summary>
    public void Print(string line)
    {
        Write(_output, Erasing() + ScreenText.Gate(line) + "\n");
        Forget();
    }

    /// <summary>Writes bytes of output as they are.</summary>
    public void Print(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _output.Flush();
    }

    /// <summary>Writes a line to standard error, and the progress line again below it.</summary>
    public void Note(string line)
    {
        var shown = _line;
        Write(_error, (_sharesTerminal ? Erasing() : "") + ScreenText.Gate(line) + "\n");
        if (_sharesTerminal && shown.Length > 0)
        {
            Forget();
            Redraw(shown);
        }
    }

    /// <summary>Leaves the progress line where it is and goes below it.</summary>
    public void EndLine()
    {
        if (_line.Length > 0)
        {
            Write(_output, "\n");
            Forget();
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public void EraseLine()
    {
        if (_line.Length > 0)
        {
            Write(_output, Erasing());
            Forget();
        }
    }

    private string Erasing() => _line.Length > 0 ? ToLineStart + EraseToEnd : "";

    private void Forget() => (_line, _lineColumns) = ("", 0);

    private static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}
