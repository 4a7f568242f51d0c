using System.Buffers;
using System.Text;

namespace TuiTorrent.Core;

/// <summary>What a peer id tells of its maker: "-TR4060-" is Transmission 4.0.6.</summary>
/// <remarks>Pure. Only what people meet most; a code that is not here is shown as it is. Source: BEP 20, "Azureus-style".</remarks>
public static class PeerIdStyle
{
    private static readonly SearchValues<byte> Usual = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ~"u8);

    /// <summary>Name and version, ASCII letters, digits, dots and tildes only; empty if the id is of another style.</summary>
    public static string ClientOf(PeerId id)
    {
        Span<byte> bytes = stackalloc byte[PeerId.Length];
        id.CopyTo(bytes);
        // '-' two characters for the client, four for the version '-'
        if (bytes[0] != '-' || bytes[7] != '-' || bytes[1..7].ContainsAnyExcept(Usual))
        {
            return "";
        }

        var code = Encoding.ASCII.GetString(bytes[1..3]);
        return $"{NameOf(code)} {VersionOf(bytes[3..7])}";
    }

    private static string NameOf(string code) => code switch
    {
        "7T" => "aTorrent",
        "AZ" => "Vuze",
        "BC" => "BitComet",
        "BI" => "BiglyBT",
        "BT" => "BitTorrent",
        "DE" => "Deluge",
        "FD" => "Free Download Manager",
        "KT" => "KTorrent",
        "LT" => "libtorrent",
        "lt" => "rTorrent",
        "PI" => "PicoTorrent",
        "qB" => "qBittorrent",
        "TR" => "Transmission",
        "TT" => "TuiTorrent",
        "UM" => "uTorrent Mac",
        "UT" => "uTorrent",
        "UW" => "uTorrent Web",
        "WW" => "WebTorrent",
        "XL" => "Xunlei",
        _ => code,
    };

    /// <summary>A digit or letter a number, trailing zeros left out but for the second.</summary>
    private static string VersionOf(ReadOnlySpan<byte> digits)
    {
        var count = digits.Length;
        while (count > 2 && digits[count - 1] == '0')
        {
            count--;
        }

        var text = new StringBuilder();
        foreach (var digit in digits[..count])
        {
            text.Append(text.Length > 0 ? "." : "").Append(digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'A' and <= (byte)'Z' => digit - 'A' + 10,
                >= (byte)'a' and <= (byte)'z' => digit - 'a' + 36,
                _ => 0,
            });
        }

        return text.ToString();
    }
}
