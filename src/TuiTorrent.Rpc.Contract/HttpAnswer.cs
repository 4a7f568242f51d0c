using System.Globalization;

namespace TuiTorrent.Rpc.Contract;

/// <summary>What we need to know of a response.</summary>
internal sealed class HttpAnswer
{
    public int Status { get; set; }

    /// <summary>Bytes of the body; -1 if the header does not say.</summary>
    public long Length { get; private set; } = -1;

    public bool IsChunked { get; private set; }

    /// <summary>The connection ends after it.</summary>
    public bool IsLast { get; private set; }

    public string? SessionId { get; private set; }

    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Takes over one header line.</summary>
    public void Take(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return;
        }

        var value = line[(colon + 1)..].Trim();
        switch (line[..colon].ToUpperInvariant())
        {
            case "CONTENT-LENGTH":
                Length = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : -1;
                break;
            case "TRANSFER-ENCODING":
                IsChunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
                break;
            case "CONNECTION":
                IsLast = value.Equals("close", StringComparison.OrdinalIgnoreCase);
                break;
            case "X-TRANSMISSION-SESSION-ID":
                SessionId = value;
                break;
        }
    }
}
