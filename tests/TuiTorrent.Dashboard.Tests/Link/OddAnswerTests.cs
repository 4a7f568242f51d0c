using System.Text;
using System.Text.Json;
using CsCheck;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Link.Wire;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests.Link;

/// <summary>Answers of daemons that are older, newer, broken or hostile.</summary>
public sealed class OddAnswerTests
{
    private static readonly string[] Names =
    [
        .. TorrentTable.OwnFields, "trackers", .. SessionReader.Fields, .. DetailReader.Fields((DetailPart)511, isFirst: true), "torrents", "causes", "code", "announce", "address", "port",
        "disks", "path", "load", "refused", "recent", "lines", "sequence", "at", "level", "text", "current_stats", "speed_bytes", "length", "name",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1e999", "-1e300", "9223372036854775807", "99999999999999999999", "1.5", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u001b[2J\"", "\"AAAA\"",
        "[]", "[null]", "[1,2]", "[\"\\udfff\"]", "{}", "{\"\\ud800\":1}", "{\"speed_bytes\":-5}",
    ];

    [Fact]
    public void Nothing_in_an_answer_throws() =>
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(i => Names[i]), Gen.Int[0, Values.Length - 1].Select(i => Values[i])).List[0, 12].Sample(
            pairs =>
            {
                var fields = pairs.DistinctBy(pair => pair.Item1).Select(pair => $"\"{pair.Item1}\":{pair.Item2}").ToArray();
                var one = "{" + string.Join(',', fields) + "}";
                var columns = "[" + string.Join(',', pairs.Select(pair => $"\"{pair.Item1}\"")) + "]";
                var row = "[" + string.Join(',', pairs.Select(pair => pair.Item2)) + "]";
                ReadAll(one);
                ReadAll($"[{columns},{row},{row}]");
                ReadAll($"[{one},{columns}]");
            },
            iter: 3_000,
            threads: 1);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\":0,\"hash_string\":\"a\"}")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"1\",\"hash_string\":\"a\"}")]
    public void A_torrent_without_number_or_hash_is_none(string row) => Assert.Empty(TorrentTable.Read(Parse($"[{row}]"), new Dictionary<int, TorrentItem>()));

    [Fact]
    public void Texts_are_clean_and_lists_are_bounded()
    {
        var labels = string.Join(',', Enumerable.Repeat("\"\\u001b]52;c;x\\u0007l\"", 1000));
        var row = $$"""{"id":1,"hash_string":"aa","name":"a\u202eb\u009b2J{{new string('n', 5000)}}","labels":[{{labels}}],"error_string":"\u0007bell"}""";

        var item = Assert.Single(TorrentTable.Read(Parse($"[{row}]"), new Dictionary<int, TorrentItem>()));

        Assert.StartsWith("ab 2Jnn", item.Name, StringComparison.Ordinal);
        Assert.Equal(LinkLimits.MaxName, item.Name.Length);
        Assert.Equal(LinkLimits.MaxLabels, item.Labels.Count);
        Assert.Equal("]52;c;x l", item.Labels[0]);
        Assert.Equal("bell", item.Error);
    }

    [Fact]
    public void A_table_and_a_list_of_objects_read_the_same()
    {
        var table = TorrentTable.Read(Parse("""[["id","hash_string","status","error","labels","trackers"],[3,"ff",0,3,["a"],[{"announce":"http://t.example:80/a"}]]]"""), new Dictionary<int, TorrentItem>());
        var list = TorrentTable.Read(Parse("""[{"id":3,"hash_string":"ff","status":0,"error":3,"labels":["a"],"trackers":[{"announce":"http://t.example:80/a"}]}]"""), table.ToDictionary(item => item.Id));

        Assert.Same(table[0], Assert.Single(list));
        Assert.Equal(Activity.Failed, table[0].Activity);
        Assert.Equal(["t.example"], table[0].Trackers);
    }

    [Fact]
    public void A_number_that_now_means_another_torrent_takes_nothing_over()
    {
        var before = TorrentTable.Read(Parse("""[{"id":3,"hash_string":"aa","trackers":[{"announce":"http://t.example/a"}]}]"""), new Dictionary<int, TorrentItem>());
        var after = TorrentTable.Read(Parse("""[{"id":3,"hash_string":"bb"}]"""), before.ToDictionary(item => item.Id));

        Assert.Empty(Assert.Single(after).Trackers);
    }

    private static void ReadAll(string text)
    {
        var json = Parse(text);
        var known = TorrentTable.Read(json, new Dictionary<int, TorrentItem>()).DistinctBy(item => item.Id).ToDictionary(item => item.Id);
        TorrentTable.Read(json, known);
        TorrentTable.Read(json.At("torrents"), known);
        SessionReader.Read(json, json, true);
        MachineReader.Board(json);
        MachineReader.Handshakes(json);
        MachineReader.Log(json);
        MachineReader.Log(json.At("lines"));
        DetailReader.Causes(json);
        var detail = DetailReader.Read(new TorrentDetail { Hash = "a" }, json);
        DetailReader.Read(detail, json);
    }

    private static JsonElement Parse(string text) => JsonDocument.Parse(Encoding.UTF8.GetBytes(text)).RootElement;
}
