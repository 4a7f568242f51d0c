using System.Runtime.CompilerServices;

namespace TuiTorrent.Core.Encryption;

/// <summary>One direction of an RC4 stream.</summary>
public sealed class Rc4
{
    [InlineArray(256)]
    private struct Box
    {
        private byte _first;
    }

    private Box _box;
    private byte _x;
    private byte _y;

    /// <summary>A key of 1 to 256 bytes; the first <paramref name="discard"/> bytes of keystream are dropped.</summary>
    public Rc4(ReadOnlySpan<byte> key, int discard = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(key.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, 256);
        for (var i = 0; i < 256; i++)
        {
            _box[i] = (byte)i;
        }

        byte j = 0;
        for (var i = 0; i < 256; i++)
        {
            j += (byte)(_box[i] + key[i % key.Length]);
            (_box[i], _box[j]) = (_box[j], _box[i]);
        }

        Span<byte> dropped = stackalloc byte[256];
        for (; discard > 0; discard -= dropped.Length)
        {
            Process(dropped[..Math.Min(discard, dropped.Length)]);
        }
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    public void Process(Span<byte> data) => Process(data, data);

    /// <summary>Encrypts or decrypts while copying.</summary>
    public void Process(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var a = _box[++_x];
            var b = _box[_y += a];
            _box[_x] = b;
            _box[_y] = a;
            destination[i] = (byte)(source[i] ^ _box[(byte)(a + b)]);
        }
    }
}
