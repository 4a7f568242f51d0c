namespace TuiTorrent.Core;

/// <summary>Repeatable bytes from a seed, for simulations and tests: never for secrets.</summary>
public sealed class SeededRandomSource(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => _random.NextBytes(destination);
}
