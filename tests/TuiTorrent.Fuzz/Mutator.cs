namespace TuiTorrent.Fuzz;

/// <summary>Changes inputs a little or joins two of them; the same seed makes the same changes.</summary>
internal sealed class Mutator(Random random)
{
    private const int LongestInput = 8192;

    private static readonly uint[] Interesting = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x3fff, 0x4000, 0x4001, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
    private static readonly byte[][] Tokens = ["i-1e"u8.ToArray(), "i0e"u8.ToArray(), "i9223372036854775807e"u8.ToArray(), "0:"u8.ToArray(), "99999999:"u8.ToArray(), "d"u8.ToArray(), "l"u8.ToArray(), "e"u8.ToArray(), "le"u8.ToArray(), "de"u8.ToArray()];

    /// <summary>A new input from those there are.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        var bytes = inputs[random.Next(inputs.Count)].ToList();
        for (var times = 1 << random.Next(5); times > 0; times--)
        {
            Change(bytes, inputs);
        }

        return bytes.Count > LongestInput ? [.. bytes.Take(LongestInput)] : [.. bytes];
    }

    private void Change(List<byte> bytes, IReadOnlyList<byte[]> inputs)
    {
        var at = random.Next(bytes.Count + 1);
        var rest = bytes.Count - at;
        switch (random.Next(9))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when rest > 0:
                bytes[at] += (byte)random.Next(-4, 5);
                break;
            case 3 when rest >= 4:
                var value = Interesting[random.Next(Interesting.Length)];
                for (var i = 0; i < 4; i++)
                {
                    bytes[at + i] = (byte)(value >> (24 - 8 * i));
                }

                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(rest, 1 + random.Next(16)));
                break;
            case 5:
                bytes.InsertRange(at, bytes.Skip(at).Take(1 + random.Next(64)).ToArray());
                break;
            case 6:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
            case 7:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            default:
                var other = inputs[random.Next(inputs.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + random.Next(200))).ToArray());
                break;
        }
    }
}
