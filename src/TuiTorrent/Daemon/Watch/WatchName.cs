using System.Text;
using TuiTorrent.Core;

namespace TuiTorrent.Daemon.Watch;

/// <summary>The name of a file in the watch directory: bytes, which need not be UTF-8.</summary>
/// <param name="Raw">A character a byte.</param>
internal readonly record struct WatchName(string Raw)
{
    private const int MaxShown = 128;

    /// <summary>Longest name of the usual file systems, bytes.</summary>
    public const int MaxBytes = 255;

    /// <summary>From what the kernel says.</summary>
    public static WatchName Of(ReadOnlySpan<byte> bytes) => new(Encoding.Latin1.GetString(bytes));

    /// <summary>Whether it is a .torrent that nobody hides: programs write "." or ".part" files until they are whole.</summary>
    public bool IsTorrent => Raw.EndsWith(".torrent", StringComparison.OrdinalIgnoreCase) && Raw[0] != '.';

    /// <summary>The bytes with a NUL behind them, as calls want it.</summary>
    public byte[] Terminated => Encoding.Latin1.GetBytes(Raw + "\0");

    /// <summary>For a log.</summary>
    public string Shown => SafeText.From(Encoding.Latin1.GetBytes(Raw), MaxShown) is { Length: > 0 } text ? text : "(a name that can't be shown)";

    /// <summary>With something behind it; cut where it would be too long.</summary>
    public WatchName With(string suffix) => new((Raw.Length + suffix.Length <= MaxBytes ? Raw : Raw[..(MaxBytes - suffix.Length)]) + suffix);
}
