using System.Security.Cryptography;
using TuiTorrent.Core;

namespace TuiTorrent.Engine;

/// <summary>The operating system's generator.</summary>
public sealed class OsRandom : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
