using System.Buffers.Binary;

namespace TuiTorrent.Core.Tests.Encryption;

/// <summary>A source that gives the exponent, the length of the pad and its bytes as a test wants them.</summary>
internal sealed class ScriptedRandom(byte[] exponent, int padLength = 0, byte padByte = 0) : IRandomSource
{
    public void Fill(Span<byte> destination)
    {
        switch (destination.Length)
        {
            case 20:
                exponent.CopyTo(destination);
                break;
            case 2:
                BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)padLength);
                break;
            default:
                destination.Fill(padByte);
                break;
        }
    }
}
