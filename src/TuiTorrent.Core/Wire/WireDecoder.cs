using System.Buffers.Binary;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Wire;

/// <summary>What came of a call to <see cref="WireDecoder.TryRead"/>.</summary>
public enum DecodeStatus
{
    /// <summary>A message is there.</summary>
    Message,

    /// <summary>All input was taken; more is needed.</summary>
    NeedMore,

    /// <summary>The peer broke the protocol; the decoder is finished.</summary>
    Invalid,
}

/// <summary>Turns a peer's decrypted bytes into messages, however they were cut.</summary>
/// <remarks>
/// Loop thread only; never throws for what the bytes are. A block's data is copied once, straight into a block of the slab; other
/// messages that lie whole in the input are not copied at all. Memory for a cut message grows with what has arrived, not with what was announced.
/// Layout: length (u32), id (u8), payload; length 0 is a keep-alive. Source: BEP 3, "peer messages".
/// </remarks>
public sealed class WireDecoder
{
    private const int PieceHeader = 9; // id, index, begin: counted by the length prefix
    private const int MaxHeader = 4 + PieceHeader;
    private const int LargestKept = 512; // a quiet connection holds little

    private readonly BlockStash _blocks;
    private readonly int _maxBitfieldBytes;
    private byte[]? _partial; // a cut message from its length prefix on
    private int _partialLength;
    private Block? _block; // a piece message whose data is still arriving
    private int _blockRemaining;
    private uint _piece;
    private uint _begin;
    private int _skip; // rest of an unknown message

    /// <summary>A decoder for a torrent of <paramref name="pieceCount"/> pieces that takes blocks from <paramref name="blocks"/>.</summary>
    public WireDecoder(BlockStash blocks, int pieceCount)
    {
        _blocks = blocks;
        _maxBitfieldBytes = Bitfield.ByteLength(pieceCount);
    }

    /// <summary>Why the decoder gave up; <see cref="CloseReason.None"/> while all is well.</summary>
    public CloseReason Failure { get; private set; }

    /// <summary>Whether a message has begun that is not whole yet.</summary>
    public bool IsInMessage => _block is not null || _partialLength > 0 || _skip > 0;

    /// <summary>Bytes to the end of the block that is arriving: they take no further memory. 0 if none is.</summary>
    public int RestOfBlock => _block is null ? 0 : _blockRemaining;

    /// <summary>Bytes of memory kept for cut messages.</summary>
    internal int HeldBytes => _partial?.Length ?? 0;

    /// <summary>Reads the next message from the start of <paramref name="input"/>; <paramref name="consumed"/> bytes are done with.</summary>
    public DecodeStatus TryRead(ReadOnlySpan<byte> input, out int consumed, out WireMessage message)
    {
        message = default;
        consumed = 0;
        if (Failure != CloseReason.None)
        {
            return DecodeStatus.Invalid;
        }

        if (_partialLength == 0 && _partial is { Length: > LargestKept })
        {
            // The message that needed it has been handled by now.
            _partial = null;
        }

        if (_block is not null)
        {
            return ContinueBlock(input, ref consumed, ref message);
        }

        if (_skip > 0)
        {
            consumed = Math.Min(_skip, input.Length);
            _skip -= consumed;
            if (_skip > 0)
            {
                return DecodeStatus.NeedMore;
            }
        }

        return _partialLength > 0 ? ContinuePartial(input, ref consumed, ref message) : ReadWhole(input, ref consumed, ref message);
    }

    /// <summary>Gives back what the decoder holds. The connection ended.</summary>
    public void Release()
    {
        _block?.Return();
        _block = null;
        _partial = null;
        _partialLength = 0;
    }

    private DecodeStatus ReadWhole(ReadOnlySpan<byte> input, ref int at, ref WireMessage message)
    {
        var rest = input[at..];
        if (rest.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length == 0)
            {
                at += 4;
                message.Id = MessageId.KeepAlive;
                return DecodeStatus.Message;
            }

            if (rest.Length > 4)
            {
                var id = (MessageId)rest[4];
                if (!CheckLength(id, length))
                {
                    return DecodeStatus.Invalid;
                }

                if (id == MessageId.Piece && rest.Length >= MaxHeader)
                {
                    at += MaxHeader;
                    return BeginBlock(rest, input, ref at, ref message);
                }

                if (id != MessageId.Piece && (uint)(rest.Length - 4) >= length)
                {
                    at += 4 + (int)length;
                    return Parse(rest.Slice(4, (int)length), ref message);
                }

                if (!IsKnown(id))
                {
                    _skip = 4 + (int)length - rest.Length;
                    at = input.Length;
                    message.Id = MessageId.Unknown;
                    return DecodeStatus.Message;
                }
            }
        }

        Keep(rest);
        at = input.Length;
        return DecodeStatus.NeedMore;
    }

    /// <summary>Fills the cut message up, no further than it goes, and reads it.</summary>
    private DecodeStatus ContinuePartial(ReadOnlySpan<byte> input, ref int at, ref WireMessage message)
    {
        while (true)
        {
            var wanted = Wanted();
            if (wanted < 0)
            {
                return DecodeStatus.Invalid;
            }

            var missing = wanted - _partialLength;
            if (missing == 0)
            {
                break;
            }

            if (at == input.Length)
            {
                return DecodeStatus.NeedMore;
            }

            var taken = Math.Min(missing, input.Length - at);
            Keep(input.Slice(at, taken));
            at += taken;
        }

        ReadOnlySpan<byte> whole = _partial.AsSpan(0, _partialLength);
        _partialLength = 0;
        if (whole.Length > 4 && whole[4] == (byte)MessageId.Piece)
        {
            return BeginBlock(whole, input, ref at, ref message);
        }

        var ofWhole = 0;
        return ReadWhole(whole, ref ofWhole, ref message);
    }

    /// <summary>How many bytes the cut message takes as far as known by now: 4, then 5, then all of it (a piece: its header). Negative if it is refused.</summary>
    private int Wanted()
    {
        if (_partialLength < 4)
        {
            return 4;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(_partial);
        if (length == 0)
        {
            return 4;
        }

        if (_partialLength < 5)
        {
            return 5;
        }

        var id = (MessageId)_partial![4];
        if (!CheckLength(id, length))
        {
            return -1;
        }

        return id == MessageId.Piece ? MaxHeader : IsKnown(id) ? 4 + (int)length : 5;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_partial is null || _partial.Length < _partialLength + bytes.Length)
        {
            var grown = new byte[Math.Max(32, (_partialLength + bytes.Length) * 3 / 2)];
            _partial.AsSpan(0, _partialLength).CopyTo(grown);
            _partial = grown;
        }

        bytes.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += bytes.Length;
    }

    // piece: length, 7, index (u32), begin (u32), block
    private DecodeStatus BeginBlock(ReadOnlySpan<byte> header, ReadOnlySpan<byte> input, ref int at, ref WireMessage message)
    {
        _blockRemaining = (int)BinaryPrimitives.ReadUInt32BigEndian(header) - PieceHeader;
        _piece = BinaryPrimitives.ReadUInt32BigEndian(header[5..]);
        _begin = BinaryPrimitives.ReadUInt32BigEndian(header[9..]);
        _block = _blocks.Take();
        if (_block is null)
        {
            Failure = CloseReason.Flood;
            return DecodeStatus.Invalid;
        }

        return ContinueBlock(input, ref at, ref message);
    }

    private DecodeStatus ContinueBlock(ReadOnlySpan<byte> input, ref int at, ref WireMessage message)
    {
        var block = _block!;
        var taken = Math.Min(_blockRemaining, input.Length - at);
        input.Slice(at, taken).CopyTo(block.Buffer[block.Length..]);
        block.Length += taken;
        _blockRemaining -= taken;
        at += taken;
        if (_blockRemaining > 0)
        {
            return DecodeStatus.NeedMore;
        }

        _block = null;
        message.Id = MessageId.Piece;
        message.Piece = _piece;
        message.Begin = _begin;
        message.Length = (uint)block.Length;
        message.Block = block;
        return DecodeStatus.Message;
    }

    private bool CheckLength(MessageId id, uint length)
    {
        var (min, max) = id switch
        {
            MessageId.Choke or MessageId.Unchoke or MessageId.Interested or MessageId.NotInterested
                or MessageId.HaveAll or MessageId.HaveNone => (1u, 1u),
            MessageId.Have or MessageId.Suggest or MessageId.AllowedFast => (5u, 5u),
            MessageId.Request or MessageId.Cancel or MessageId.Reject => (13u, 13u),
            MessageId.Piece => ((uint)PieceHeader + 1, (uint)(PieceHeader + Limits.BlockSize)),
            MessageId.Port => (3u, 3u),
            MessageId.Bitfield => (1u + (uint)_maxBitfieldBytes, 1u + (uint)_maxBitfieldBytes),
            MessageId.Extended => (2u, (uint)Limits.MaxControlMessageBytes),
            _ => (1u, (uint)Limits.MaxControlMessageBytes),
        };
        if (length < min || length > max)
        {
            Failure = length > max && length > Limits.MaxControlMessageBytes ? CloseReason.MessageTooLong : CloseReason.MalformedMessage;
            return false;
        }

        return true;
    }

    private static bool IsKnown(MessageId id) =>
        id is >= MessageId.Choke and <= MessageId.Port or >= MessageId.Suggest and <= MessageId.AllowedFast or MessageId.Extended;

    /// <summary>Reads a body whose length has been checked for its id.</summary>
    private static DecodeStatus Parse(ReadOnlySpan<byte> body, ref WireMessage message)
    {
        message.Id = (MessageId)body[0];
        var payload = body[1..];
        switch (message.Id)
        {
            case MessageId.Choke or MessageId.Unchoke or MessageId.Interested or MessageId.NotInterested
                or MessageId.HaveAll or MessageId.HaveNone:
                break;
            case MessageId.Have or MessageId.Suggest or MessageId.AllowedFast:
                message.Piece = BinaryPrimitives.ReadUInt32BigEndian(payload);
                break;
            case MessageId.Request or MessageId.Cancel or MessageId.Reject:
                message.Piece = BinaryPrimitives.ReadUInt32BigEndian(payload);
                message.Begin = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]);
                message.Length = BinaryPrimitives.ReadUInt32BigEndian(payload[8..]);
                break;
            case MessageId.Bitfield:
                message.Payload = payload;
                break;
            case MessageId.Port:
                message.Port = BinaryPrimitives.ReadUInt16BigEndian(payload);
                break;
            case MessageId.Extended:
                message.ExtendedId = payload[0];
                message.Payload = payload[1..];
                break;
            default:
                message.Id = MessageId.Unknown;
                break;
        }

        return DecodeStatus.Message;
    }
}
