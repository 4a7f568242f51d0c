using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Turns Ctrl-C, a plain kill and a closed terminal into a wish to stop. The second one ends the process at once.</summary>
/// <remarks>
/// The handler is called on a thread of the runtime, once. Two Ctrl-C are a person who can't wait; but timeout(1) and closing shells send the same wish twice
/// in a row, so other signals count again only after a while.
/// </remarks>
internal sealed class StopSignals : IDisposable
{
    private const int SameWishMs = 1_000;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _onStop;
    private long _firstMs;
    private int _isStopWanted;

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
    public bool IsStopWanted => Volatile.Read(ref _isStopWanted) != 0;

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
        var nowMs = Environment.TickCount64;
        if (Interlocked.CompareExchange(ref _firstMs, nowMs, 0) is not 0 and var firstMs)
        {
            if (context.Signal == PosixSignal.SIGINT || nowMs - firstMs >= SameWishMs)
            {
                PosixCalls.Exit(ExitCode.Interrupted);
            }

            return;
        }

        Volatile.Write(ref _isStopWanted, 1);
        _onStop();
    }
}
