using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>The other end of a connection: sends whatever bytes a test likes and reads what the session sent.</summary>
internal sealed class RawPeer(TestSession session, PeerConnection connection)
{
    private readonly List<byte> _seen = [];

    public PeerConnection Connection { get; } = connection;

    public bool IsOpen => Connection.State == ConnectionState.Open;

    public CloseReason CloseReason => Connection.CloseReason;

    public Peer Peer => Connection.Peer!;

    /// <summary>Sends the plain handshake.</summary>
    public void Greet(ulong reserved = TestSession.AllExtensions, string? id = null, InfoHash? infoHash = null) =>
        Send(Msg.Greeting(infoHash ?? TestSession.InfoHash, IdOf(id), reserved));

    public void Send(params byte[][] messages)
    {
        foreach (var message in messages)
        {
            // The session decrypts in place: it gets a copy.
            session.Core.Received(session.Now, Connection, [.. message]);
        }
    }

    /// <summary>Sends a message many times, until the session has enough of it; how often that was.</summary>
    public int Flood(int times, params byte[][] messages)
    {
        var sent = 0;
        for (; sent < times && IsOpen; sent++)
        {
            Send(messages);
        }

        return sent;
    }

    /// <summary>All bytes that the session had to send, as they are.</summary>
    public byte[] TakeBytes()
    {
        var all = new List<byte>();
        Span<PinnedRange> ranges = stackalloc PinnedRange[8];
        for (int count; (count = Connection.Output.Gather(ranges)) > 0;)
        {
            var sum = 0;
            foreach (var range in ranges[..count])
            {
                all.AddRange(range.Span);
                sum += range.Span.Length;
            }

            Connection.Output.Advance(sum);
            session.Core.OutputSent(session.Now, Connection);
        }

        return [.. all];
    }

    /// <summary>The messages that the session had to send; its greeting is left out.</summary>
    public List<string> Take()
    {
        var bytes = TakeBytes();
        return Msg.Describe(bytes.AsSpan(bytes is [19, (byte)'B', ..] ? 68 : 0));
    }

    /// <summary>The requests that are waiting to be answered, as the session sent them.</summary>
    public List<BlockRequest> TakeRequests() =>
        [.. Take().Where(m => m.StartsWith("Request ", StringComparison.Ordinal)).Select(m => m.Split(' ')).Select(p => new BlockRequest(int.Parse(p[1]), int.Parse(p[2]) / Limits.BlockSize))];

    /// <summary>Answers every request until there are none; pieces that are whole get the disk's verdict.</summary>
    public void Serve(Func<int, bool>? isRight = null)
    {
        for (var requests = TakeRequests(); requests.Count > 0 && IsOpen; requests = TakeRequests())
        {
            foreach (var request in requests)
            {
                Answer(request);
                if (session.Picker.Partial(request.Piece) is { IsComplete: true })
                {
                    session.Core.PieceHashed(session.Now, session.Torrent, request.Piece, isRight?.Invoke(request.Piece) ?? true);
                }
            }
        }
    }

    public void Answer(BlockRequest request) =>
        Send(Msg.Data(request.Piece, request.Begin, session.Torrent.Layout.BlockSize(request.Piece, request.Block)));

    public byte[] AllBits()
    {
        var bits = new Bitfield(session.Torrent.Layout.PieceCount);
        bits.SetAll(true);
        return bits.Bytes.ToArray();
    }

    private PeerId IdOf(string? id)
    {
        var text = (id ?? $"-XX0001-{Connection.Id:D12}").PadRight(PeerId.Length, '.');
        return new PeerId(System.Text.Encoding.ASCII.GetBytes(text));
    }
}
