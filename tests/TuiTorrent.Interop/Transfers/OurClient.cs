using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Engine;

namespace TuiTorrent.Interop.Transfers;

/// <summary>Our engine with one torrent, and what it said about it.</summary>
internal sealed class OurClient : IDisposable
{
    private readonly TorrentEngine _engine;
    private readonly ConcurrentQueue<string> _log = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InfoHash _torrent;

    /// <param name="policy">How far MSE is spoken.</param>
    /// <param name="address">Where to listen and connect from.</param>
    /// <param name="stateDirectory">For its state; empty.</param>
    public OurClient(EncryptionPolicy policy, IPAddress address, string stateDirectory)
    {
        Address = address;
        _engine = TorrentEngine.Start(
            new EngineSettings
            {
                StateDirectory = stateDirectory,
                Session = new SessionSettings { Encryption = policy },
                Bind = address,
                HandshakeTrace = new Trace(this),
            },
            Hear);
    }

    public IPAddress Address { get; }

    /// <summary>Where peers reach us.</summary>
    public PeerEndpoint Endpoint => PeerEndpoint.From(Address, _engine.ListenPort);

    /// <summary>Events and steps of handshakes, with ms since the start.</summary>
    public string Log => $"--- ours\n{string.Join('\n', _log)}";

    /// <summary>Adds the torrent; returns when it takes part in the swarm.</summary>
    public Task StartAsync(TorrentMetainfo torrent, string directory, IReadOnlyList<PeerEndpoint> peers, CancellationToken stop)
    {
        _torrent = torrent.InfoHash;
        Note($"added; listening at {Endpoint}");
        _engine.Add(torrent, new AddOptions { Directory = directory, Peers = peers });
        return _started.Task.WaitAsync(stop);
    }

    /// <summary>Returns when everything is here and verified.</summary>
    public Task WaitCompleteAsync(CancellationToken stop) => _complete.Task.WaitAsync(stop);

    public async Task<TorrentSnapshot> SnapshotAsync() =>
        await _engine.SnapshotAsync(_torrent) ?? throw new InvalidOperationException("the engine has lost its torrent");

    public Task StopAsync() => _engine.StopAsync();

    public void Dispose() => _engine.Dispose();

    private void Hear(EngineEvent e)
    {
        Note(e.ToString());
        switch (e)
        {
            case TorrentStarted:
                _started.TrySetResult();
                break;
            case TorrentCompleted:
                _complete.TrySetResult();
                break;
            case TorrentFailed failed:
                var error = new InvalidOperationException($"the engine gave up: {failed.Error}");
                _started.TrySetException(error);
                _complete.TrySetException(error);
                break;
        }
    }

    private void Note(string text) => _log.Enqueue($"{_clock.ElapsedMilliseconds,6} {text}");

    private sealed class Trace(OurClient client) : IHandshakeTrace
    {
        public void Event(in HandshakeEvent e) =>
            client.Note($"{(e.IsIncoming ? "in " : "out")} {e.Phase}, {e.Bytes} bytes, {e.Status} {(e.Verdict == CloseReason.None ? "" : e.Verdict)}");
    }
}
