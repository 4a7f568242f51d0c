using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Dialect;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Methods;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\\ud83d"}""", true)]
    [InlineData("""{"a":"\ud83d"}""", false)]
    [InlineData("""{"a":"\ude00"}""", false)]
    [InlineData("""{"a":"\ud83d x\ude00"}""", false)]
    [InlineData("""{"a":"\ud83d\n"}""", false)]
    [InlineData("""{"a":"\u0041\ud83d\ude00\""}""", true)]
    public void Half_a_pair_is_found(string json, bool isSound) => Assert.Equal(isSound, JsonText.IsSound(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_found() => Assert.False(JsonText.IsSound("{\"a\":\"\xff\"}"u8[..6].ToArray().Append((byte)0xff).ToArray()));

    [Fact]
    public async Task Five_thousand_damaged_requests_do_not_make_the_door_throw()
    {
        var daemon = new MadeDaemon();
        string[] seeds =
        [
            """{"jsonrpc":"2.0","method":"torrent_get","params":{"ids":[1,"0101010101010101010101010101010101010101"],"fields":["files","peers"]},"id":1}""",
            """{"method":"torrent-set","arguments":{"ids":[1],"labels":["\ud83d\ude00"],"seedRatioLimit":1.5,"trackerReplace":[0,"http://a.example/"]},"tag":1}""",
            """[{"jsonrpc":"2.0","method":"session_set","params":{"speed_limit_up":1,"encryption":"required"},"id":"x"}]""",
        ];
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % seeds.Length]);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var answer = await daemon.Door.AnswerAsync(bytes, MadeDaemon.Owner, "S", TestContext.Current.CancellationToken);
            if (answer.Body is { } body)
            {
                _ = JsonDocument.Parse(body.Written);
            }
        }
    }
}
