using System.Text;
using Terminal.Gui.Input;
using TuiTorrent.Core;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Loop;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Tty;

namespace TuiTorrent.Dashboard;

/// <summary>From the arguments to the exit code. Whatever happens in between, the terminal is given back.</summary>
internal static class DashboardProgram
{
    private const int Usage = 2;
    private const int NoDaemon = 3;
    private const int Bug = 70; // EX_SOFTWARE of sysexits.h
    private const int HungUp = 129; // 128 + SIGHUP
    private const int MaxReason = 400;

    /// <summary>How long the link has to take leave of the daemon; the terminal is given back before.</summary>
    private static readonly TimeSpan FarewellTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Sees each key before all others, and says whether it took it; null for nobody. Faults are made here on purpose.</summary>
    public static Func<Key, bool>? FirstLook { get; set; }

    /// <summary>Runs until the user quits.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
        var directory = CurrentDirectory();
        var read = OptionReader.Read(arguments, directory);
        if (read.IsHelp || read.IsVersion)
        {
            Print(1, read.IsHelp ? OptionReader.Help : $"tuitorrent-dashboard {typeof(DashboardProgram).Assembly.GetName().Version?.ToString(3)}\n");
            return 0;
        }

        if (read.Options is not { } options)
        {
            Print(2, $"tuitorrent-dashboard: {read.Error}\n");
            return Usage;
        }

        if (TerminalTraits.Of(Environment.GetEnvironmentVariable, TerminalDevice.IsThere, options, out var refusal) is not { } traits)
        {
            Print(2, $"{refusal}\n");
            return Usage;
        }

        if (TerminalDevice.Open() is not { } device)
        {
            Print(2, "tuitorrent-dashboard: The terminal can't be opened.\n");
            return Usage;
        }

        if (Keymap.TryCreate(options.Keys, options.Bindings, out var keymap) is { } mistake)
        {
            Print(2, $"tuitorrent-dashboard: {mistake}\n");
            return Usage;
        }

        if (DaemonWay.Find(options, Environment.MachineName, out var door) is { } problem)
        {
            Print(2, $"tuitorrent-dashboard: {problem}\n");
            return NoDaemon;
        }

        LibrarySettings.ShutOut(directory);
        var session = new TerminalSession(device, traits);
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => Die(session, crash.ExceptionObject as Exception);
        try
        {
            return Run(options, traits, session, keymap, door);
        }
        catch (Exception e) when (Die(session, e))
        {
            // A filter runs before anything is disposed of, which could hang.
            return Bug;
        }
    }

    private static int Run(DashboardOptions options, TerminalTraits traits, TerminalSession session, Keymap keymap, DaemonDoor door)
    {
        using var dashboard = new Dashboard(options, traits, session, MakeLink, keymap, () => Suspend(session), TimeProvider.System) { FirstLook = FirstLook };
        var loop = dashboard.Loop;
        using var signals = new StopSignals(session, dashboard.Queue, loop.Quit, dashboard.Suspend, Resume, loop.Measure);
        session.Enter();
        if (loop.Run() == LoopEnd.Gone)
        {
            // Nobody is there. Whatever would be tried on the terminal now could fail, or wait for ever.
            TerminalCalls.Exit(HungUp);
        }

        session.Leave(isForGood: true);
        if (signals.ExitCode == 0)
        {
            Print(1, "The daemon goes on; 'tuitorrent' shows it again, 'tuitorrent shutdown' ends it.\n");
        }

        if (dashboard.Ui.Link is IAsyncDisposable link)
        {
            link.DisposeAsync().AsTask().Wait(FarewellTime);
        }

        TerminalCalls.Exit(signals.ExitCode);
        return 0;

        IDaemonLink MakeLink(ILinkListener listener, Action<Action> post, TimeProvider time)
        {
            var link = new DaemonLink(door, listener, post, time);
            link.Start();
            return link;
        }

        void Resume()
        {
            session.Renew();
            dashboard.Resumed();
        }
    }

    private static string CurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            // It was deleted while somebody was in it.
            return "/";
        }
    }

    private static void Suspend(TerminalSession session)
    {
        session.Leave(isForGood: false);
        StopSignals.StopJob();
        session.Enter();
    }

    private static bool Die(TerminalSession session, Exception? reason)
    {
        session.Leave(isForGood: true);
        var text = SafeText.From($"{reason?.GetType().Name}: {reason?.Message}", MaxReason);
        Print(2, $"tuitorrent-dashboard: {text} This is a bug; the daemon goes on.\n");
        TerminalCalls.Exit(Bug);
        return true;
    }

    /// <summary>Without System.Console, which would change the modes of the terminal.</summary>
    private static unsafe void Print(int handle, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            for (nint done = 0, count; done < bytes.Length; done += count)
            {
                count = TerminalCalls.Write(handle, start + done, (nuint)(bytes.Length - done));
                if (count <= 0)
                {
                    return;
                }
            }
        }
    }
}
