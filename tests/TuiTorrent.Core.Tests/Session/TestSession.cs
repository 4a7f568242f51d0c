using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Tests.Wire;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Session;

/// <summary>One session with one running torrent, a fake world and a clock that a test moves.</summary>
internal sealed class TestSession
{
    public const ulong AllExtensions = ReservedBits.Extensions | ReservedBits.Fast;

    public static readonly InfoHash InfoHash = new("aaaaaaaaaaaaaaaaaaaa"u8);

    private int _peers;

    public TestSession(int pieces = 8, int pieceLength = 32768, SessionSettings? settings = null, bool isSeed = false, int blocks = 512, int seed = 1)
    {
        Pool = new BlockPool(blocks);
        Core = new SessionCore(
            settings ?? new SessionSettings { Encryption = EncryptionPolicy.Disabled }, World, Pool, new SeededRandomSource(seed), new Random(seed));
        Torrent = Core.Add(new TorrentSpec(InfoHash, "t", new PieceLayout((long)pieces * pieceLength, pieceLength), IsPrivate: false), [])!;
        if (isSeed)
        {
            Has([.. Enumerable.Range(0, pieces)]);
        }

        Core.Start(Now, Torrent);
    }

    public FakeWorld World { get; } = new();

    public BlockPool Pool { get; }

    public SessionCore Core { get; }

    public Torrent Torrent { get; }

    public long Now { get; private set; } = 1_000_000;

    public PiecePicker Picker => Torrent.Picker;

    /// <summary>Another torrent like the first, complete and running.</summary>
    public Torrent AddSeed(ReadOnlySpan<byte> infoHash, params IReadOnlyList<IReadOnlyList<Uri>> trackers)
    {
        var torrent = Core.Add(Torrent.Spec with { InfoHash = new InfoHash(infoHash) }, trackers)!;
        var have = new Bitfield(torrent.Layout.PieceCount);
        have.SetAll(true);
        torrent.SetHave(have);
        Core.Start(Now, torrent);
        return torrent;
    }

    /// <summary>These pieces are on our disk.</summary>
    public void Has(params int[] pieces)
    {
        var have = new Bitfield(Torrent.Layout.PieceCount);
        foreach (var piece in pieces)
        {
            have[piece] = true;
        }

        Torrent.SetHave(have);
    }

    /// <summary>A peer connects to us and shakes hands, each from an address and with an id of its own unless told otherwise.</summary>
    public RawPeer Join(ulong reserved = AllExtensions, string? address = null, string? id = null, bool isSeed = false, InfoHash? infoHash = null)
    {
        var peer = Accept(address)!;
        peer.Greet(reserved, id, infoHash);
        if (isSeed && peer.IsOpen)
        {
            peer.Send((reserved & ReservedBits.Fast) != 0 ? Msg.Bare(MessageId.HaveAll) : Msg.Bits(peer.AllBits()));
        }

        return peer;
    }

    /// <summary>A peer's connection arrives; null if the gate is shut.</summary>
    public RawPeer? Accept(string? address = null)
    {
        return Core.Accept(Now, Endpoint(address ?? $"10.0.{++_peers}.1:50000")) is { } connection ? new RawPeer(this, connection) : null;
    }

    public static PeerEndpoint Endpoint(string text) => PeerEndpoint.TryParse(text, out var endpoint) ? endpoint : throw new FormatException(text);

    /// <summary>The last dialled connection opens.</summary>
    public RawPeer Connected()
    {
        var connection = World.Dialed[^1];
        Core.Connected(Now, connection);
        return new RawPeer(this, connection);
    }

    /// <summary>Time passes, with a tick each quarter second.</summary>
    public void Advance(long ms)
    {
        for (var end = Now + ms; Now < end;)
        {
            Now = Math.Min(end, Now + SessionCore.TickMs);
            Core.Tick(Now);
        }
    }

    /// <summary>The disk answers every read with zeros.</summary>
    public void ServeReads()
    {
        while (World.Reads.TryDequeue(out var read))
        {
            var block = Pool.TryRent();
            if (block is not null)
            {
                block.Length = read.Request.Length;
                block.Data.Clear();
            }

            Core.BlockRead(Now, read.Connection, read.Request, block);
        }
    }

    /// <summary>Ends everything and tells how many blocks are still out: none, or there is a leak.</summary>
    public int Shutdown()
    {
        Core.Shutdown(Now);
        return Pool.Outstanding;
    }
}
