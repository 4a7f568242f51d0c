using System.Text;
using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tests.Loop;

public sealed class InputDecoderTests
{
    private readonly InputDecoder _decoder = new();

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("žluťoučký 漢 😀", "žluťoučký 漢 😀")]
    [InlineData("\e[A\eOP\e", "\e[A\eOP\e")]
    [InlineData("\e[<0;12;345M", "\e[<0;12;345M")]
    public void Text_and_keys_pass(string input, string expected) => Assert.Equal(expected, Decode(Encoding.UTF8.GetBytes(input)));

    [Theory]
    [InlineData("\e[25~x", "\e[25cx")]
    [InlineData("\e[0~", "\e[0c")]
    [InlineData("\e[99999999999999;5~", "\e[99999999999999;5c")]
    [InlineData("\e[57399;1:3u", "\e[57399;1:3c")]
    [InlineData("\e[3~\e[15;5~\e[200~~25~\e[201~", "\e[3~\e[15;5~\e[200~~25~\e[201~")]
    [InlineData("25~u", "25~u")]
    [InlineData("\eOOP", "\eOP")]
    [InlineData("\e[201~x\e[200~a\e[201~\e[201~", "\e[201cx\e[200~a\e[201~\e[201c")]
    public void Keys_without_a_name_become_answers_that_nobody_asked_for(string input, string expected) => Assert.Equal(expected, Decode(Encoding.UTF8.GetBytes(input)));

    [Fact]
    public void Wherever_reads_end_the_characters_are_the_same()
    {
        var bytes = Encoding.UTF8.GetBytes("é漢😀\e[<0;1;2Mx");
        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            text.Append(Decode(value));
        }

        Assert.Equal("é漢😀\e[<0;1;2Mx", text.ToString());
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, (byte)'a' }, "\uFFFDa")]
    [InlineData(new byte[] { 0xC3, (byte)'a' }, "\uFFFDa")]
    [InlineData(new byte[] { 0xE2, 0x82, (byte)'a' }, "\uFFFDa")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "\uFFFD\uFFFD\uFFFD")]
    public void What_is_no_UTF8_is_replaced(byte[] input, string expected) => Assert.Equal(expected, Decode(input));

    [Fact]
    public void Numbers_of_a_mouse_report_that_no_screen_has_are_cut()
    {
        Assert.Equal("\e[<99999;1;12345M", Decode("\e[<99999999999999;1;1234567M"u8.ToArray()));
    }

    [Fact]
    public void The_raw_bytes_of_an_old_mouse_report_are_no_keys()
    {
        Assert.Equal("\e[Mx", Decode("\e[M dqx"u8.ToArray()));
        Assert.Equal("\e[Mx", Decode([.. "\e[M"u8, 0x20, 0xFF, 0xC3, (byte)'x']));
    }

    private string Decode(params byte[] bytes) => _decoder.Decode(bytes).ToString();
}
