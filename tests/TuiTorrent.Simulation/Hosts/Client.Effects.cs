using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Core.Trackers;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <content>What the session does to the world.</content>
internal sealed partial class Client : ISessionEffects
{
    private readonly HashSet<(int Piece, int Begin)> _pendingWrites = [];
    private int _diskFailures;

    public void Dial(PeerConnection connection)
    {
        if (Banned.Contains(connection.Endpoint.Address))
        {
            throw new SimulationFailure($"{Name} dials {connection.Endpoint}, which it banned");
        }

        Log($"dials {Call(connection)} {connection.Attempt}");
        var socket = Connect(connection.Endpoint);
        socket.Tag = connection;
        connection.Shell = socket;
    }

    public void Close(PeerConnection connection)
    {
        Log($"closes {Call(connection)}: {connection.CloseReason}");
        if (connection.CloseReason == CloseReason.BadPieceData)
        {
            Banned.Add(connection.Endpoint.Address);
        }

        (connection.Shell as SimSocket)?.Close();
    }

    public void OutputReady(PeerConnection connection) => Later(0, () => Flush(connection));

    public void ResumeReading(PeerConnection connection) => Later(0, () => Read(connection));

    public void RunKeyExchange(PeerConnection connection, KeyExchange exchange) => Later(2_000 + World.Random.Next(8_000), () =>
    {
        exchange.Run();
        Step(() => Session.KeyExchanged(World.NowMs, connection, exchange));
    });

    public void WriteBlock(Torrent torrent, int piece, int begin, Block block)
    {
        if (!_pendingWrites.Add((piece, begin)) || Disk.IsWritten(piece, begin / Limits.BlockSize))
        {
            throw new SimulationFailure($"{Name} writes piece {piece} at {begin} twice");
        }

        BlocksOnDisk++;
        var failures = _diskFailures;
        Later(DiskUs(), () => Write(piece, begin, block, failures), block.Return);
    }

    public void ReadBlock(Torrent torrent, PeerConnection connection, UploadRequest request)
    {
        if (!Disk.IsRight[request.Piece])
        {
            throw new SimulationFailure($"{Name} serves piece {request.Piece}, which is not verified");
        }

        Later(DiskUs(), () => FinishRead(connection, request));
    }

    public void Announce(Torrent torrent, Uri tracker, AnnounceRequest request)
    {
        Log($"announces {request.Event}, {request.Totals.Left} left");
        Later(40_000 + World.Random.Next(100_000), () =>
        {
            var outcome = _tracker!.Answer(Endpoint, request);
            Later(40_000, () => Step(() => Session.AnnounceFinished(World.NowMs, torrent, request, outcome)));
        });
    }

    public void TorrentFinished(Torrent torrent)
    {
        FinishedMs = World.ElapsedMs;
        Log("is complete");
    }

    public void Note(Torrent? torrent, NoteLevel level, string text) => Log(text);

    private static string Call(PeerConnection connection) => $"#{connection.Id} {(connection.IsIncoming ? "from" : "to")} {connection.Endpoint}";

    private long DiskUs() => Plan.Disk.LatencyUs + World.Random.Next(Plan.Disk.SpreadUs + 1);

    private void Write(int piece, int begin, Block block, int failures)
    {
        var isLate = failures != _diskFailures;
        var isWritten = isLate || Disk.TryWrite(piece, begin, block.Data);
        if (!isLate)
        {
            _pendingWrites.Remove((piece, begin));
        }

        block.Return();
        BlocksOnDisk--;
        Step(Session.BlocksAvailable);
        if (!isWritten)
        {
            Log("disk is full");
            _diskFailures++;
            _pendingWrites.Clear();
            Disk.ForgetUnfinished();
            Step(() => Session.Fail(World.NowMs, Torrent, "No space left on device"));
        }
        else if (!isLate && Disk.IsWhole(piece))
        {
            Later(DiskUs(), () => Hash(piece));
        }
    }

    private void Hash(int piece)
    {
        if (!Disk.IsWhole(piece))
        {
            return;
        }

        var isRight = Disk.Hash(piece);
        if (!isRight)
        {
            Log($"piece {piece} is wrong");
        }

        Step(() => Session.PieceHashed(World.NowMs, Torrent, piece, isRight));
        if (isRight)
        {
            Later(Plan.Disk.BarrierUs, () => Disk.IsClaimed[piece] = true);
        }
    }

    private void FinishRead(PeerConnection connection, UploadRequest request)
    {
        if (World.Chance(Plan.Disk.FailReadsPermille))
        {
            Step(() => Session.BlockRead(World.NowMs, connection, request, null));
            return;
        }

        if (Blocks.TryRent() is not { } block)
        {
            Later(5_000, () => FinishRead(connection, request));
            return;
        }

        block.Length = request.Length;
        Disk.Read(request.Piece, request.Begin, block.Data);
        if (World.Chance(Plan.Disk.LiePermille))
        {
            block.Data[World.Random.Next(block.Length)] ^= 0x40;
        }

        Step(() => Session.BlockRead(World.NowMs, connection, request, block));
    }
}
