using System.Text;
using System.Text.Json;
using TuiTorrent.Cli;
using TuiTorrent.Core;

namespace TuiTorrent.Tests.Cli;

public sealed class JsonLineTests
{
    private static readonly Transfer Some = new()
    {
        InfoHash = new InfoHash(new byte[20]),
        Name = "a \"name\" 日本",
        State = TransferState.Downloading,
        DoneBytes = 5,
        TotalBytes = 10,
        DownBytesPerSecond = 3,
        UpBytesPerSecond = 2,
        Peers = 7,
        EncryptedPeers = 6,
    };

    [Fact]
    public void Progress_has_the_documented_fields() =>
        Assert.Equal(
            """{"event":"progress","state":"downloading","done":5,"total":10,"down_bps":3,"up_bps":2,"peers":7,"encrypted_peers":6}""" + "\n",
            Encoding.UTF8.GetString(JsonLine.Render(JsonEvent.Progress, Some)));

    [Fact]
    public void The_first_line_names_the_torrent()
    {
        using var line = JsonDocument.Parse(JsonLine.Render(JsonEvent.Started, Some with { State = TransferState.Checking, CheckedBytes = 4 }));

        Assert.Equal("a \"name\" 日本", line.RootElement.GetProperty("name").GetString());
        Assert.Equal(new string('0', 40), line.RootElement.GetProperty("info_hash").GetString());
        Assert.Equal("checking", line.RootElement.GetProperty("state").GetString());
        Assert.Equal(4, line.RootElement.GetProperty("checked").GetInt64());
    }

    [Fact]
    public void A_failure_says_why()
    {
        using var line = JsonDocument.Parse(JsonLine.Render(JsonEvent.Failed, Some with { State = TransferState.Failed }, "the disk is full"));

        Assert.Equal("failed", line.RootElement.GetProperty("state").GetString());
        Assert.Equal("the disk is full", line.RootElement.GetProperty("error").GetString());
    }
}
