using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TuiTorrent.Core;
using TuiTorrent.Core.Bencode;

namespace TuiTorrent.Swarm;

/// <summary>A tracker for made-up swarms on loopback: HTTP announces, compact replies, no memory beyond the run.</summary>
internal sealed class LocalTracker : IDisposable
{
    private const int MaxRequestBytes = 8 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, Dictionary<PeerEndpoint, bool>> _swarms = [];
    private readonly Task _serving;

    public LocalTracker()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where to announce.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/announce";

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(1));
        _ending.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_ending.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                await AnswerAsync(client, _ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The swarm is over.
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken cancel)
    {
        var stream = client.GetStream();
        var buffer = new byte[MaxRequestBytes];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0)
            {
                return;
            }

            length += read;
        }

        var line = Encoding.ASCII.GetString(buffer, 0, Math.Max(0, buffer.AsSpan(0, length).IndexOf("\r\n"u8)));
        var body = Announce(line);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), cancel);
        await stream.WriteAsync(body, cancel);
    }

    private byte[] Announce(string requestLine)
    {
        var port = ushort.Parse(Value(requestLine, "port"), CultureInfo.InvariantCulture);
        var self = PeerEndpoint.From(IPAddress.Loopback, port);
        var infoHash = Value(requestLine, "info_hash");
        if (!_swarms.TryGetValue(infoHash, out var peers))
        {
            _swarms.Add(infoHash, peers = []);
        }

        if (Value(requestLine, "event") == "stopped")
        {
            peers.Remove(self);
        }
        else
        {
            peers[self] = Value(requestLine, "left") == "0";
        }

        var compact = new ArrayBufferWriter<byte>();
        foreach (var peer in peers.Keys)
        {
            if (peer != self)
            {
                var bytes = compact.GetSpan(6);
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, peer.IPv4);
                System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], peer.Port);
                compact.Advance(6);
            }
        }

        var reply = new ArrayBufferWriter<byte>();
        var writer = new BencodeWriter(reply);
        writer.BeginDict();
        writer.Write("complete"u8, peers.Values.Count(isSeed => isSeed));
        writer.Write("incomplete"u8, peers.Values.Count(isSeed => !isSeed));
        writer.Write("interval"u8, 60);
        writer.Write("peers"u8, compact.WrittenSpan);
        writer.End();
        return reply.WrittenSpan.ToArray();
    }

    private static string Value(string requestLine, string key)
    {
        foreach (var part in requestLine.Split('?', '&', ' '))
        {
            if (part.StartsWith(key + "=", StringComparison.Ordinal))
            {
                return part[(key.Length + 1)..];
            }
        }

        return "";
    }
}
