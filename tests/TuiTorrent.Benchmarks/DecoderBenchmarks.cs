using BenchmarkDotNet.Attributes;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Benchmarks;

/// <summary>What it costs to turn bytes into messages: per block, and per small message.</summary>
[MemoryDiagnoser]
public class DecoderBenchmarks
{
    private const int Messages = 16;

    private readonly byte[] _blocks = new byte[Messages * (WireEncoder.PieceHeaderLength + Limits.BlockSize)];
    private readonly byte[] _haves = new byte[Messages * 9];
    private readonly WireDecoder _decoder = new(new BlockStash(new BlockPool(4)), 1000);

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Messages; i++)
        {
            WireEncoder.PieceHeader(_blocks.AsSpan(i * (WireEncoder.PieceHeaderLength + Limits.BlockSize)), i, 0, Limits.BlockSize);
            WireEncoder.ForPiece(_haves.AsSpan(i * 9), MessageId.Have, i);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public void Block() => Decode(_blocks, _blocks.Length);

    /// <summary>As from a socket: a block lies in two or three reads.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public void BlockCut() => Decode(_blocks, 10_000);

    [Benchmark(OperationsPerInvoke = Messages)]
    public void Have() => Decode(_haves, _haves.Length);

    private void Decode(ReadOnlySpan<byte> stream, int portion)
    {
        while (!stream.IsEmpty)
        {
            var part = stream[..Math.Min(portion, stream.Length)];
            stream = stream[part.Length..];
            while (_decoder.TryRead(part, out var consumed, out var message) == DecodeStatus.Message)
            {
                part = part[consumed..];
                message.Block?.Return();
            }
        }
    }
}
