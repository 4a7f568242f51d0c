using System.Text.Json;
using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>Values of options and settings: what they are read as.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("1", new[] { 0 })]
    [InlineData("1,3-5", new[] { 0, 2, 3, 4 })]
    [InlineData(" 4 - 4 , 2", new[] { 1, 3 })]
    [InlineData("2-3,3,1-2", new[] { 0, 1, 2 })]
    public void Numbers_of_files_become_indexes(string text, int[] indexes) => Assert.Equal(indexes, NumberRanges.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("3-1")]
    [InlineData("1,,2")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("100001")]
    [InlineData("1-99999999999")]
    public void What_is_no_list_of_numbers_is_refused(string text) => Assert.Null(NumberRanges.Parse(text));

    [Theory]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("+new", new[] { "linux", "iso", "new" })]
    [InlineData("+iso,-linux", new[] { "iso" })]
    [InlineData("", new string[0])]
    public void Labels_replace_add_and_remove(string text, string[] after) => Assert.Equal(after, LabelChange.Parse(text).Apply(["linux", "iso"]));

    [Fact]
    public void Labels_with_and_without_a_sign_do_not_mix() => Assert.Equal(ExitCode.Usage, Assert.Throws<CommandStopException>(() => LabelChange.Parse("a,+b")).ExitCode);

    [Theory]
    [InlineData("http://new/a", null, "http://one/a?key=1\nudp://two:80/a\n\nhttp://three/a\n\nhttp://new/a")]
    [InlineData(null, "three", "http://one/a?key=1\nudp://two:80/a")]
    [InlineData(null, "two:80", "http://one/a?key=1\n\nhttp://three/a")]
    [InlineData("http://new/a", "http://one/a?key=1", "udp://two:80/a\n\nhttp://three/a\n\nhttp://new/a")]
    [InlineData(null, "four", null)]
    public void Trackers_come_and_go_by_url_or_host(string? added, string? removed, string? after) =>
        Assert.Equal(after, TrackerChange.Parse(added, removed)!.Apply("http://one/a?key=1\nudp://two:80/a\n\nhttp://three/a\n"));

    [Theory]
    [InlineData("/run/x.sock", "/run/x.sock")]
    [InlineData("http://pi:80", "pi:80")]
    [InlineData("http://pi", "pi:9091")]
    [InlineData("http://[2001:db8::1]:9092/", "[2001:db8::1]:9092")]
    public void A_host_is_a_socket_or_a_url(string text, string address) => Assert.Equal(address, RemoteOptions.ParseHost(text).ToString());

    [Theory]
    [InlineData("pi")]
    [InlineData("https://pi:9091")]
    [InlineData("http://user@pi")]
    [InlineData("http://pi/transmission/rpc")]
    [InlineData("")]
    public void Another_host_is_wrong_usage(string text) => Assert.Equal(ExitCode.Usage, Assert.Throws<CommandStopException>(() => RemoteOptions.ParseHost(text)).ExitCode);

    public static TheoryData<string, string, string> SettingTexts => new()
    {
        { "down-limit", "1.5M", "\"speed_limit_down\":1573,\"speed_limit_down_enabled\":true" },
        { "down-limit", "1", "\"speed_limit_down\":1,\"speed_limit_down_enabled\":true" },
        { "up-limit", "none", "\"speed_limit_up_enabled\":false" },
        { "alt", "on", "\"alt_speed_enabled\":true" },
        { "alt-begin", "22:30", "\"alt_speed_time_begin\":1350" },
        { "alt-days", "sun,sat", "\"alt_speed_time_day\":65" },
        { "alt-days", "all", "\"alt_speed_time_day\":127" },
        { "max-seeds", "none", "\"seed_queue_enabled\":false" },
        { "ratio", "1.5", "\"seed_ratio_limit\":1.5,\"seed_ratio_limited\":true" },
        { "encryption", "required", "\"tuitorrent_encryption\":\"required\"" },
        { "max-peers", "80", "\"peer_limit_global\":80" },
    };

    [Theory]
    [MemberData(nameof(SettingTexts))]
    public void A_setting_is_written_as_the_daemon_takes_it_and_shown_as_it_was_given(string name, string text, string written)
    {
        var setting = SessionSetting.Find(name);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            setting.Parse(text)(json, new RateUnit(1000));
            json.WriteEndObject();
        }

        var document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal("{" + written + "}", document.RootElement.GetRawText());
        Assert.Equal(name == "down-limit" && text == "1" ? "1K" : text, setting.Show(document.RootElement, new RateUnit(1000)));
    }

    [Theory]
    [InlineData("down-limit", "fast")]
    [InlineData("alt-down-limit", "none")]
    [InlineData("alt", "yes")]
    [InlineData("alt-begin", "25:00")]
    [InlineData("alt-days", "someday")]
    [InlineData("max-peers", "0")]
    [InlineData("ratio", "-1")]
    [InlineData("encryption", "maybe")]
    public void A_wrong_value_is_wrong_usage(string name, string text)
    {
        var stop = Assert.Throws<CommandStopException>(() => SessionSetting.Find(name).Parse(text));

        Assert.Equal(ExitCode.Usage, stop.ExitCode);
        Assert.StartsWith(name + ":", stop.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_setting_gets_a_suggestion() =>
        Assert.Equal("there is no setting down-limt; did you mean down-limit?", Assert.Throws<CommandStopException>(() => SessionSetting.Find("down-limt")).Message);
}
