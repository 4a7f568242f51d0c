using BenchmarkDotNet.Attributes;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Benchmarks;

/// <summary>Choosing blocks among 10,000 pieces for one of 50 peers that have half of them each.</summary>
[MemoryDiagnoser]
public class PickerBenchmarks
{
    private const int Pieces = 10_000;
    private const int PieceLength = 1 << 20;

    private readonly BlockRequest[] _picked = new BlockRequest[8];
    private readonly Peer[] _peers = new Peer[50];
    private PiecePicker _picker = null!;
    private int _turn;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        _picker = new PiecePicker(new PieceLayout((long)Pieces * PieceLength, PieceLength), random);
        for (var i = 0; i < _peers.Length; i++)
        {
            var connection = new PeerConnection(i, PeerEndpoint.FromIPv4((uint)i, 1), isIncoming: true);
            _peers[i] = new Peer(connection, Pieces) { PeerChoking = false, AmInterested = true };
            for (var piece = 0; piece < Pieces; piece++)
            {
                _peers[i].Pieces[piece] = random.Next(2) == 0;
            }

            _picker.ChangeAvailability(_peers[i].Pieces, joins: true);
        }
    }

    /// <summary>Eight blocks asked for and given up again.</summary>
    [Benchmark(OperationsPerInvoke = 8)]
    public int PickAndGiveUp()
    {
        var count = _picker.Pick(_peers[_turn++ % 50], wantsWholePieces: false, 100, _picked);
        foreach (var request in _picked.AsSpan(0, count))
        {
            _picker.Unrequest(request);
        }

        return count;
    }

    /// <summary>A peer tells of a piece, and is uncounted again.</summary>
    [Benchmark]
    public void HaveAndGone()
    {
        _picker.AddAvailability(_turn % Pieces);
        _picker.RemoveAvailability(_turn++ % Pieces);
    }
}
