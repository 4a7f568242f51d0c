using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli.Remote;

/// <summary>Texts from strangers, through every command that prints them: none may reach the terminal as more than text.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Hostile =
    [
        "\u001b[2J\u001b[31mred", "\u001b]52;c;aGk=\u0007", "\u001b]8;;http://evil/\u001b\\click\u001b]8;;\u001b\\", "\u001b]0;never ends", "\u001bc", "\u001b[6n\u001b[c\u001bP+q\u001b\\",
        "\u009b2J\u009d0;x\u009c\u0090", "over\rwritten\b\b\tand\nbelow", string.Concat(Enumerable.Repeat("\u0007", 500)), "\u202egnp.exe\u2066\u2069\u200f\u061c",
        "z" + string.Concat(Enumerable.Repeat("\u0351\u20dd", 500)), "half \ud800 pair\udc00", "\u0000nul\u007fdel\u2028line\u2029paragraph\u200b\ufeff",
    ];

    private static readonly string[] Lines =
    [
        "list", "list --json", "show 1", "show 1 --json", "files 1", "files 1 --json", "peers 1", "peers 1 --json", "trackers 1", "trackers 1 --json", "why 1", "why 1 --json",
        "log", "log --json", "settings", "settings --json", "stats", "handshakes", "handshakes --json", "board", "board --json", "pause 1", "remove 1", "doctor", "daemon-socket",
    ];

    public static TheoryData<int> Kinds => new(Enumerable.Range(0, Hostile.Length));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_but_text_comes_out(int kind)
    {
        var text = Hostile[kind];
        await using var daemon = new FakeDaemon().Answer("torrent_get", Poison(Details.One, text)).Answer("torrent_stop", "{}").Answer("torrent_remove", "{}")
            .Answer("tuitorrent_why", Poison("""{"id":1,"causes":[{"code":"c","text":"t","remedy":"r"}]}""", text))
            .Answer("tuitorrent_log", Poison("""{"last":1,"lines":[{"sequence":1,"at":"a","level":"l","text":"t"}]}""", text))
            .Answer("tuitorrent_board", Poison("""{"model":"m","load":[1],"disks":[{"path":"p","device":"d","total":5,"free":1,"is_missing":true}]}""", text))
            .Answer("tuitorrent_handshakes", Poison("""{"plain":1,"refused":{"KEY":1},"closes":{"KEY":1},"recent":[{"at":5,"peer":"p","verdict":"v","hash_string":"h"}]}""", text))
            .Answer("session_stats", "{}")
            .Answer("session_get", Poison("""{"version":"v","download_dir":"d","encryption":"e","tuitorrent_encryption":"e","units":{"speed_bytes":1000}}""", text));
        foreach (var line in Lines)
        {
            var test = new TestScreen(80);
            await daemon.RunAsync(test, line.Split(' '));
            Check(line, test);
        }

        // Refusals of the daemon, files that can't be read, and mistakes on the command line.
        daemon.Answer("torrent_get", "!" + text).Answer("session_get", "!" + text);
        var name = text.Replace("\0", "", StringComparison.Ordinal);
        foreach (var words in (string[][])[["list"], ["add", "/nowhere/" + name], ["get", "/nowhere/" + name, "--state", "s"], ["inspect", "/nowhere/" + name], ["create", "/nowhere/" + name], ["create", "x", "--tracker", name], ["show", name], ["x" + name], ["list", "--" + name], ["move", "1", "/" + name]])
        {
            var test = new TestScreen(80);
            await (words[0] is "get" or "inspect" or "create" ? test.RunAsync(words) : daemon.RunAsync(test, words));
            Check(string.Join(' ', words), test);
        }
    }

    private static void Check(string line, TestScreen test)
    {
        var marks = 0;
        Assert.True(test.Output.Length > 0, line);
        foreach (var rune in test.Output.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            var isWrong = rune.Value != '\n' && category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            Assert.False(isWrong || marks > 2, $"{line} prints U+{rune.Value:X4}: {test.Output}");
        }
    }

    /// <summary>The answer with every text in it replaced, but for hashes of torrents, and every name that is "KEY".</summary>
    private static string Poison(string json, string text)
    {
        var root = JsonNode.Parse(json)!;
        Walk(root);
        return root.ToJsonString();

        void Walk(JsonNode? node)
        {
            switch (node)
            {
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        if (IsText(list[i]))
                        {
                            list[i] = text;
                        }

                        Walk(list[i]);
                    }

                    break;
                case JsonObject fields:
                    foreach (var (name, value) in fields.ToList())
                    {
                        if (name == "KEY")
                        {
                            fields.Remove(name);
                            fields[text] = value?.DeepClone();
                        }
                        else if (name != "hash_string" && IsText(value))
                        {
                            fields[name] = text;
                        }

                        Walk(fields[name]);
                    }

                    break;
            }
        }
    }

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out _);
}
