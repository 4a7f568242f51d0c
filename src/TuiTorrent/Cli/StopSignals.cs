using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Turns Ctrl-C, a plain kill and a closed terminal into a wish to stop. The second one ends the process at once.</summary>
/// <remarks>The handler is called on a thread of the runtime, once.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _onStop;
    private int _count;

    /// <summary>Listens from now on.</summary>
    public StopSignals(Action onStop)
    {
        _onStop = onStop;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    /// <summary>Whether the user wants to stop.</summary>
    public bool IsStopWanted => Volatile.Read(ref _count) > 0;

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            PosixCalls.Exit(ExitCode.Interrupted);
        }

        _onStop();
    }
}
