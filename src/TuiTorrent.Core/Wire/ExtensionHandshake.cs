using System.Buffers;
using System.Buffers.Binary;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Wire;

/// <summary>What the two sides tell each other beyond the base protocol.</summary>
/// <remarks>
/// Layout: extended message 0, a bencoded dictionary: m (name → id), p (TCP port), v (client), yourip (4 or 16 bytes), reqq (requests the sender keeps), upload_only, e.
/// Every field of theirs is untrusted; what makes no sense is left out. Source: BEP 10, BEP 21.
/// </remarks>
public sealed record ExtensionHandshake
{
    /// <summary>The sender's client, scrubbed of anything that could move a cursor.</summary>
    public string Client { get; init; } = "";

    /// <summary>The port at which the sender can be dialled; 0 if not told.</summary>
    public ushort Port { get; init; }

    /// <summary>Requests that the sender keeps before it drops some; null if not told.</summary>
    public int? RequestQueue { get; init; }

    /// <summary>The sender will not download; null if not told.</summary>
    public bool? IsUploadOnly { get; init; }

    /// <summary>The sender prefers encryption.</summary>
    public bool PrefersEncryption { get; init; }

    /// <summary>The receiver's address as the sender sees it; null if not told.</summary>
    public PeerEndpoint? YourAddress { get; init; }

    /// <summary>Reads a body; false if it is no dictionary or broken.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out ExtensionHandshake handshake)
    {
        handshake = new ExtensionHandshake();
        var reader = new BencodeReader(body);
        if (!reader.TryEnterDict())
        {
            return false;
        }

        while (reader.TryReadKey(out var key))
        {
            if (key.SequenceEqual("p"u8))
            {
                handshake = reader.TryReadNumber(out var port) && port is > 0 and <= ushort.MaxValue ? handshake with { Port = (ushort)port } : handshake;
            }
            else if (key.SequenceEqual("v"u8))
            {
                handshake = reader.TryReadBytes(out var client) ? handshake with { Client = SafeText.From(client, MaxClientLength) } : handshake;
            }
            else if (key.SequenceEqual("reqq"u8))
            {
                // Zero or less would forbid every request: whoever says so did not mean it.
                handshake = reader.TryReadNumber(out var queue) && queue > 0 ? handshake with { RequestQueue = (int)Math.Min(queue, Limits.MaxRequestsInFlight) } : handshake;
            }
            else if (key.SequenceEqual("upload_only"u8))
            {
                handshake = reader.TryReadNumber(out var flag) ? handshake with { IsUploadOnly = flag != 0 } : handshake;
            }
            else if (key.SequenceEqual("e"u8))
            {
                handshake = reader.TryReadNumber(out var flag) ? handshake with { PrefersEncryption = flag != 0 } : handshake;
            }
            else if (key.SequenceEqual("yourip"u8))
            {
                handshake = reader.TryReadBytes(out var address) ? handshake with { YourAddress = ReadAddress(address) } : handshake;
            }
            else
            {
                reader.TrySkipValue();
            }
        }

        return reader.Error == BencodeError.None;
    }

    /// <summary>Writes the body.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var writer = new BencodeWriter(output);
        writer.BeginDict();
        writer.Write("e"u8, PrefersEncryption ? 1 : 0);
        writer.WriteKey("m"u8);
        writer.BeginDict();
        writer.End();
        if (Port != 0)
        {
            writer.Write("p"u8, Port);
        }

        if (RequestQueue is { } queue)
        {
            writer.Write("reqq"u8, queue);
        }

        if (IsUploadOnly is { } isUploadOnly)
        {
            writer.Write("upload_only"u8, isUploadOnly ? 1 : 0);
        }

        writer.Write("v"u8, Client);
        if (YourAddress is { } address)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, address.Address);
            writer.Write("yourip"u8, address.IsIPv4 ? bytes[12..] : bytes);
        }

        writer.End();
    }

    private const int MaxClientLength = 64;

    private static PeerEndpoint? ReadAddress(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        4 => PeerEndpoint.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), 0),
        16 => new PeerEndpoint(BinaryPrimitives.ReadUInt128BigEndian(bytes), 0),
        _ => null,
    };
}
