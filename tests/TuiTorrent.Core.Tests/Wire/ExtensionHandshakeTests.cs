using System.Buffers;
using System.Text;
using CsCheck;
using TuiTorrent.Core.Wire;

namespace TuiTorrent.Core.Tests.Wire;

public class ExtensionHandshakeTests
{
    [Fact]
    public void What_is_written_is_read_back_the_same() =>
        Gen.Select(Gen.UShort, Gen.Int[1, 500], Gen.Bool, Gen.Bool, Gen.Char['a', 'z'].Array[0, 40], Gen.UInt).Sample((port, queue, upload, encrypts, client, address) =>
        {
            var written = new ExtensionHandshake
            {
                Port = port,
                RequestQueue = queue,
                IsUploadOnly = upload,
                PrefersEncryption = encrypts,
                Client = new string(client),
                YourAddress = PeerEndpoint.FromIPv4(address, 0),
            };
            var output = new ArrayBufferWriter<byte>();
            written.WriteTo(output);
            Assert.True(ExtensionHandshake.TryParse(output.WrittenSpan, out var read));
            Assert.Equal(written, read);
        });

    [Theory]
    [InlineData("")]
    [InlineData("i1e")]
    [InlineData("le")]
    [InlineData("d")]
    [InlineData("d1:pi1e")]
    [InlineData("d1:p")]
    [InlineData("di1ei2ee")]
    public void A_body_that_is_no_dictionary_is_refused(string body) => Assert.False(ExtensionHandshake.TryParse(Encoding.ASCII.GetBytes(body), out _));

    [Theory]
    [InlineData("i0e", 0)]
    [InlineData("i1e", 1)]
    [InlineData("i65535e", 65535)]
    [InlineData("i65536e", 0)]
    [InlineData("i-1e", 0)]
    [InlineData("2:12", 0)]
    [InlineData("le", 0)]
    public void A_port_that_is_none_is_left_out(string value, int expected) => Assert.Equal(expected, Read("1:p" + value).Port);

    [Theory]
    [InlineData("i-1e", null)]
    [InlineData("i0e", null)]
    [InlineData("i1e", 1)]
    [InlineData("i500e", 500)]
    [InlineData("i2147483648e", 500)]
    [InlineData("i9223372036854775807e", 500)]
    [InlineData("3:abc", null)]
    public void A_request_queue_is_kept_within_bounds(string value, int? expected) => Assert.Equal(expected, Read("4:reqq" + value).RequestQueue);

    [Theory]
    [InlineData("4:\u007f\0\0\u0001", "127.0.0.1:0")]
    [InlineData("3:abc", null)]
    [InlineData("17:aaaaaaaaaaaaaaaaa", null)]
    [InlineData("i4e", null)]
    public void An_address_has_4_or_16_bytes(string value, string? expected) => Assert.Equal(expected, Read("6:yourip" + value).YourAddress?.ToString());

    [Fact]
    public void A_client_name_is_short_and_clean()
    {
        var client = Read("1:v60000:\u001b[31m" + new string('x', 59995)).Client;
        Assert.InRange(client.Length, 1, 64);
        Assert.DoesNotContain(client, char.IsControl);
    }

    private static ExtensionHandshake Read(string entries)
    {
        Assert.True(ExtensionHandshake.TryParse(Encoding.Latin1.GetBytes($"d{entries}e"), out var handshake));
        return handshake;
    }
}
