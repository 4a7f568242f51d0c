using System.Globalization;
using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Core;

namespace TuiTorrent.Daemon.Logging;

/// <summary>What a daemon tells: a line each, cleaned, to a stream or file and to whoever else listens.</summary>
/// <remarks>Any thread. A stream that can't be written (a terminal that is gone) is no reason to end.</remarks>
internal sealed class DaemonLog(Action<string> write, LogStyle style, TimeProvider time)
{
    private const int MaxText = 2048;

    private readonly Lock _gate = new();

    /// <summary>Lines that matter less are left out of the stream.</summary>
    public LogLevel Level { get; set; } = LogLevel.Info;

    /// <summary>Gets every line whatever its level, and the number of the torrent or 0.</summary>
    public Action<LogLevel, string, int>? Listener { get; set; }

    /// <summary>Tells a line.</summary>
    public void Tell(LogLevel level, string text, int torrent = 0)
    {
        Listener?.Invoke(level, text, torrent);
        if (level > Level)
        {
            return;
        }

        var line = Prefix(level) + SafeText.From(text, MaxText) + "\n";
        lock (_gate)
        {
            try
            {
                write(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // There is no better place to say so.
            }
        }
    }

    /// <summary>Over a stream that is not closed.</summary>
    public static Action<string> To(Stream stream) => line =>
    {
        stream.Write(Encoding.UTF8.GetBytes(line));
        stream.Flush();
    };

    // The journal reads "<N>" as a priority (sd-daemon(3)) and has its own clock.
    private string Prefix(LogLevel level) => style == LogStyle.Journal
        ? level switch
        {
            LogLevel.Error => "<3>",
            LogLevel.Warning => "<4>",
            LogLevel.Info => "<6>",
            _ => "<7>",
        }
        : string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():yyyy-MM-dd HH:mm:sszzz} {Word(level)} ");

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Error => "error  ",
        LogLevel.Warning => "warning",
        LogLevel.Info => "info   ",
        _ => "debug  ",
    };
}

/// <summary>What stands before a line.</summary>
internal enum LogStyle
{
    /// <summary>Time and level, for people.</summary>
    Dated,

    /// <summary>The level as the journal reads it.</summary>
    Journal,
}
