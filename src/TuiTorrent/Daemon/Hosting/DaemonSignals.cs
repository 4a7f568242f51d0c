using System.Runtime.InteropServices;
using TuiTorrent.Cli;

namespace TuiTorrent.Daemon.Hosting;

/// <summary>SIGTERM and SIGINT ask for a clean end, a second one for an end at once; SIGHUP asks to read config.toml again.</summary>
/// <remarks>Handlers are called on a thread of the runtime. timeout(1) and service managers may send one wish twice in a row: a second SIGTERM counts after a second.</remarks>
internal sealed class DaemonSignals : IDisposable
{
    private const int SameWishMs = 1_000;

    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action _stop;
    private readonly Action _reload;
    private long _firstMs;

    /// <summary>Listens from now on.</summary>
    public DaemonSignals(Action stop, Action reload)
    {
        (_stop, _reload) = (stop, reload);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload),
        ];
    }

    /// <summary>Gives the signals back.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Stop(PosixSignalContext context)
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

        _stop();
    }

    private void Reload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload();
    }
}
