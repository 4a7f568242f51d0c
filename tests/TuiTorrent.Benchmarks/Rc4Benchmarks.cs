using BenchmarkDotNet.Attributes;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using TuiTorrent.Core.Encryption;

namespace TuiTorrent.Benchmarks;

/// <summary>RC4 over one block, beside the library that is the oracle of its tests, and the system's OpenSSL.</summary>
[MemoryDiagnoser]
public class Rc4Benchmarks : IDisposable
{
    private readonly byte[] _key = "a key of twenty byte"u8.ToArray();
    private readonly byte[] _data = new byte[16384];
    private readonly byte[] _copy = new byte[16384];
    private readonly Rc4 _ours = new("a key of twenty byte"u8, 1024);
    private readonly RC4Engine _bouncyCastle = new();
    private readonly OpenSslRc4 _openSsl = new("a key of twenty byte"u8);

    [GlobalSetup]
    public void Setup() => _bouncyCastle.Init(true, new KeyParameter(_key));

    [Benchmark(Baseline = true)]
    public void InPlace() => _ours.Process(_data);

    [Benchmark]
    public void WhileCopying() => _ours.Process(_data, _copy);

    [Benchmark]
    public void BouncyCastle() => _bouncyCastle.ProcessBytes(_data, 0, _data.Length, _copy, 0);

    [Benchmark]
    public void OpenSsl() => _openSsl.Process(_data);

    [Benchmark]
    public Rc4 KeyAndDrop() => new(_key, 1024);

    [GlobalCleanup]
    public void Dispose()
    {
        _openSsl.Dispose();
        GC.SuppressFinalize(this);
    }
}
