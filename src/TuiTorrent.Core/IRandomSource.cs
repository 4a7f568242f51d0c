namespace TuiTorrent.Core;

/// <summary>Where random bytes come from: the operating system's generator in the real world, a seed in the simulated one.</summary>
/// <remarks>Secrets (private exponents, pads, peer ids, tracker keys) come from here; choices come from a seeded <see cref="Random"/>.</remarks>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="destination"/> with random bytes.</summary>
    void Fill(Span<byte> destination);
}
