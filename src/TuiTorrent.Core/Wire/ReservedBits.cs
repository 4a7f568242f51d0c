namespace TuiTorrent.Core.Wire;

/// <summary>The eight reserved bytes of the handshake, read big-endian, and what their bits promise.</summary>
public static class ReservedBits
{
    /// <summary>Extension protocol (BEP 10): byte 5, 0x10.</summary>
    public const ulong Extensions = 0x10_00_00;

    /// <summary>Fast extension (BEP 6): byte 7, 0x04.</summary>
    public const ulong Fast = 0x04;

    /// <summary>DHT port message (BEP 5): byte 7, 0x01.</summary>
    public const ulong Dht = 0x01;

    /// <summary>What we support.</summary>
    public const ulong Ours = Extensions | Fast;
}
