using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Daemon;

/// <summary>An engine as the daemon sees it: what handlers may ask of it, and how it ends.</summary>
/// <param name="Engine">The door.</param>
/// <param name="ListenPort">At which peers reach us; 0 if none.</param>
/// <param name="StopAsync">Ends it with good manners, in five seconds at most.</param>
/// <param name="Dispose">Ends what is left of it.</param>
internal sealed record RunningEngine(ITorrentEngine Engine, int ListenPort, Func<Task> StopAsync, Action Dispose);

/// <summary>Starts an engine, which takes the lock of its state directory. Throws <see cref="EngineStartException"/>.</summary>
/// <param name="plan">What it is to do.</param>
/// <param name="tell">Told of events on the engine's loop.</param>
internal delegate RunningEngine StartEngine(DaemonPlan plan, Action<EngineEvent> tell);
