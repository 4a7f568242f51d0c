using TuiTorrent.Engine;

namespace TuiTorrent.Daemon;

/// <summary>Starts the real engine for a daemon: with its queue, its options, and all torrents of its state.</summary>
internal static class DaemonEngine
{
    /// <summary>See <see cref="StartEngine"/>.</summary>
    public static RunningEngine Start(DaemonPlan plan, Action<EngineEvent> tell)
    {
        var engine = TorrentEngine.Start(plan.ToEngineSettings() with { Options = plan.ToEngineOptions(), RestoreTorrents = true }, tell);
        return new RunningEngine(engine, engine.ListenPort, engine.StopAsync, engine.Dispose);
    }
}
