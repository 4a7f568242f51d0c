using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Network;

/// <summary>Runs modular powers on a thread of its own, one after the other: a flood of handshakes costs one core at most, and never the loop.</summary>
/// <remarks>Any thread may ask. The queue is as long as handshakes may be pending. The thread is made at first use.</remarks>
internal sealed class KeyExchanger(Action<PeerConnection, KeyExchange> finished) : IDisposable
{
    private readonly Queue<(PeerConnection Connection, KeyExchange Exchange)> _work = new(Limits.MaxPendingHandshakes);
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private Thread? _thread;
    private volatile bool _isEnding;

    /// <summary>Asks for a key exchange; <c>finished</c> is called on the worker's thread.</summary>
    public void Enqueue(PeerConnection connection, KeyExchange exchange)
    {
        lock (_gate)
        {
            _work.Enqueue((connection, exchange));
        }

        if (_thread is null)
        {
            _thread = new Thread(Run, maxStackSize: 256 * 1024) { IsBackground = true, Name = "key exchange" };
            _thread.Start();
        }

        _waiting.Release();
    }

    public void Dispose()
    {
        _isEnding = true;
        _waiting.Release();
        _thread?.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _waiting.Wait();
            if (_isEnding)
            {
                return;
            }

            (PeerConnection Connection, KeyExchange Exchange) next;
            lock (_gate)
            {
                next = _work.Dequeue();
            }

            // Its connection may have gone meanwhile: then two powers are saved.
            if (next.Connection.State != ConnectionState.Closed)
            {
                next.Exchange.Run();
                finished(next.Connection, next.Exchange);
            }
        }
    }
}
