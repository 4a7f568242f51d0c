using TuiTorrent.Core.Session;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Wire;

/// <summary>What a decoder made of a stream.</summary>
internal sealed record Decoded(List<string> Messages, CloseReason Failure, int BlocksOut)
{
    /// <summary>Decodes a stream fed in portions of the given lengths, in turn; without lengths all at once.</summary>
    public static Decoded Of(byte[] stream, int pieceCount, params int[] cuts) => Of(stream, pieceCount, false, cuts);

    public static Decoded Of(byte[] stream, int pieceCount, bool keepsBlocks, params int[] cuts)
    {
        var pool = new BlockPool(8);
        var stash = new BlockStash(pool);
        var decoder = new WireDecoder(stash, pieceCount);
        var messages = new List<string>();
        var kept = new List<Block>();
        for (int at = 0, turn = 0; at < stream.Length && decoder.Failure == CloseReason.None; turn++)
        {
            var length = Math.Min(cuts.Length == 0 ? stream.Length : cuts[turn % cuts.Length], stream.Length - at);
            ReadOnlySpan<byte> portion = stream.AsSpan(at, length);
            at += length;
            while (decoder.TryRead(portion, out var consumed, out var message) == DecodeStatus.Message)
            {
                portion = portion[consumed..];
                messages.Add(Describe(in message));
                if (message.Block is { } block && keepsBlocks)
                {
                    kept.Add(block);
                }
                else
                {
                    message.Block?.Return();
                }
            }
        }

        decoder.Release();
        kept.ForEach(b => b.Return());
        stash.Release();
        return new Decoded(messages, decoder.Failure, pool.Outstanding);
    }

    private static string Describe(in WireMessage m) =>
        $"{m.Id} {m.Piece} {m.Begin} {m.Length} {m.Port} {m.ExtendedId} {Convert.ToHexStringLower(m.Payload)} {(m.Block is { } b ? Convert.ToHexStringLower(b.Data) : "")}";
}
