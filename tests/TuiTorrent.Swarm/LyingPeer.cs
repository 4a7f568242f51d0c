using System.Net;
using System.Net.Sockets;
using TuiTorrent.Core;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Swarm;

/// <summary>A peer that claims to have everything and answers every request with rubbish. Plain handshakes only.</summary>
internal sealed class LyingPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Parse("127.0.0.66"), 0);
    private readonly TorrentMetainfo _torrent;
    private readonly CancellationTokenSource _ending = new();

    public LyingPeer(TorrentMetainfo torrent)
    {
        _torrent = torrent;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where it waits for victims: an address of its own, so that a ban meets nobody else.</summary>
    public PeerEndpoint Endpoint => PeerEndpoint.From(((IPEndPoint)_listener.LocalEndpoint).Address, ((IPEndPoint)_listener.LocalEndpoint).Port);

    /// <summary>Blocks of rubbish that it handed out.</summary>
    public int Lies { get; private set; }

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Stop();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var victim = await _listener.AcceptTcpClientAsync(_ending.Token);
                _ = ServeAsync(victim, _ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The swarm is over.
        }
    }

    private async Task ServeAsync(TcpClient victim, CancellationToken cancel)
    {
        using var client = victim;
        try
        {
            var stream = client.GetStream();
            var settings = new HandshakeSettings(EncryptionPolicy.Disabled, PeerId.Create(new Engine.OsRandom()), ReservedBits.Ours, new Engine.OsRandom());
            var machine = HandshakeMachine.Incoming(0, settings, InfoHashIndex.Create([_torrent.InfoHash]), null);
            var decoder = new WireDecoder(new BlockStash(new BlockPool(4)), _torrent.Layout.PieceCount);
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, cancel) is var read and > 0)
            {
                await stream.WriteAsync(Answer(machine, decoder, buffer.AsSpan(0, read)), cancel);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // Banned, as it should be.
        }
    }

    private byte[] Answer(HandshakeMachine machine, WireDecoder decoder, Span<byte> data)
    {
        var answer = new MemoryStream();
        Span<byte> small = stackalloc byte[32];
        if (machine.Status != HandshakeStatus.Done)
        {
            machine.Receive(0, data, out var consumed);
            data = data[consumed..];
            answer.Write(machine.Output);
            machine.OutputTaken();
            if (machine.Status != HandshakeStatus.Done)
            {
                return answer.ToArray();
            }

            answer.Write(small[..WireEncoder.Bare(small, MessageId.HaveAll)]);
            answer.Write(small[..WireEncoder.Bare(small, MessageId.Unchoke)]);
        }

        ReadOnlySpan<byte> rest = data;
        while (decoder.TryRead(rest, out var used, out var message) == DecodeStatus.Message)
        {
            rest = rest[used..];
            if (message.Id == MessageId.Request)
            {
                Lies++;
                answer.Write(small[..WireEncoder.PieceHeader(small, (int)message.Piece, (int)message.Begin, (int)message.Length)]);
                answer.Write(new byte[message.Length]);
            }
        }

        return answer.ToArray();
    }
}
