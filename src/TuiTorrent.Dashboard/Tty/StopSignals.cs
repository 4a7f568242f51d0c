using System.Runtime.InteropServices;
using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>What the kernel and other programs tell this process: end, stop, go on, another size.</summary>
/// <remarks>
/// SIGHUP keeps its default, which ends the process: there is no terminal left to restore, and the daemon owns all that matters.
/// The wishes to end are handled by threads of the runtime's own, so they work while the thread of the screen hangs.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    /// <summary>How long the thread of the screen has to end in order, before it is ended from aside.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TerminalSession _session;
    private readonly UiQueue _queue;
    private readonly Action _quit;
    private readonly ManualResetEventSlim _never = new();
    private int _exitCode;

    /// <summary>Listens from now on.</summary>
    /// <param name="session">Is left when all else fails.</param>
    /// <param name="queue">To the thread of the screen.</param>
    /// <param name="quit">Ends the loop. This and all further actions are called on the thread of the screen.</param>
    /// <param name="suspend">Somebody wants the process to stop.</param>
    /// <param name="resume">The process goes on after it stood still.</param>
    /// <param name="measure">The window has perhaps another size.</param>
    public StopSignals(TerminalSession session, UiQueue queue, Action quit, Action suspend, Action resume, Action measure)
    {
        (_session, _queue, _quit) = (session, queue, quit);
        Add(PosixSignal.SIGINT, End);
        Add(PosixSignal.SIGTERM, End);
        Add(PosixSignal.SIGQUIT, End);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Add(PosixSignal.SIGTSTP, context => Post(context, suspend, isOurs: true));
        Add(PosixSignal.SIGCONT, context => Post(context, resume, isOurs: false));
        Add(PosixSignal.SIGWINCH, context => Post(context, measure, isOurs: false));
    }

    /// <summary>What the process ends with: 0, or 128 and the number of the signal that ended it.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Stops the job that this process is part of, as the kernel does for Ctrl-Z, and comes back when the shell lets it go on. Where no shell has jobs, nothing happens.</summary>
    public static unsafe void StopJob()
    {
        // All zero is the default action. Only the kernel knows whether somebody is there to let us go on, and then ignores this signal, but never SIGSTOP.
        var standard = stackalloc byte[TerminalCalls.SignalActionBytes];
        var ours = stackalloc byte[TerminalCalls.SignalActionBytes];
        new Span<byte>(standard, TerminalCalls.SignalActionBytes).Clear();
        _ = TerminalCalls.SignalAction(TerminalCalls.Stop, standard, ours);
        _ = TerminalCalls.Kill(TerminalCalls.OwnGroup, TerminalCalls.Stop);
        _ = TerminalCalls.SignalAction(TerminalCalls.Stop, ours, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _never.Dispose();
    }

    private void Add(PosixSignal signal, Action<PosixSignalContext> handle) => _registrations.Add(PosixSignalRegistration.Create(signal, handle));

    private void Post(PosixSignalContext context, Action action, bool isOurs)
    {
        context.Cancel = isOurs;
        _queue.Post(action);
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = 128 + context.Signal switch
        {
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            _ => 15,
        };
        if (Interlocked.CompareExchange(ref _exitCode, code, 0) == 0)
        {
            _queue.Post(_quit);
            _never.Wait(Grace);
        }

        _session.Leave(isForGood: true);
        TerminalCalls.Exit(ExitCode);
    }
}
