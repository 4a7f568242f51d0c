using System.Numerics;
using BenchmarkDotNet.Attributes;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Benchmarks;

/// <summary>The modular powers of one handshake, beside the runtime's own.</summary>
[MemoryDiagnoser]
public class DhBenchmarks
{
    private static readonly BigInteger P = new(DiffieHellman.Prime, isUnsigned: true, isBigEndian: true);

    private readonly byte[] _exponent = [.. Enumerable.Range(1, DiffieHellman.ExponentLength).Select(i => (byte)(i * 37))];
    private readonly byte[] _key = new byte[DiffieHellman.KeyLength];
    private readonly byte[] _result = new byte[DiffieHellman.KeyLength];

    [GlobalSetup]
    public void Setup() => DiffieHellman.PublicKey(_exponent, _key);

    [Benchmark(Baseline = true)]
    public void PublicKey() => DiffieHellman.PublicKey(_exponent, _result);

    [Benchmark]
    public void Secret() => DiffieHellman.Secret(_key, _exponent, _result);

    [Benchmark]
    public BigInteger RuntimePublicKey() => BigInteger.ModPow(2, new BigInteger(_exponent, isUnsigned: true, isBigEndian: true), P);

    [Benchmark]
    public BigInteger RuntimeSecret() => BigInteger.ModPow(
        new BigInteger(_key, isUnsigned: true, isBigEndian: true),
        new BigInteger(_exponent, isUnsigned: true, isBigEndian: true),
        P);
}
