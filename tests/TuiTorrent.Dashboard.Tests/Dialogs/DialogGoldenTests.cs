using System.Text;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Dialogs;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Tests.Commands;

namespace TuiTorrent.Dashboard.Tests.Dialogs;

/// <summary>Every dialog as a picture, at three sizes.</summary>
public sealed class DialogGoldenTests
{
    private static readonly (int Columns, int Rows)[] Sizes = [(80, 24), (140, 40), (40, 12)];

    internal const string Limits = """{"torrents":[{"hash_string":"a0","download_limit":500,"download_limited":true,"upload_limit":20,"upload_limited":false,"peer_limit":50,"honors_session_limits":true,"seed_ratio_limit":2,"seed_ratio_mode":0}]}""";

    internal const string Settings = """
        {"download_dir":"/srv/dl","start_added_torrents":true,"download_queue_size":5,"download_queue_enabled":true,"seed_queue_size":10,"seed_queue_enabled":false,"seed_ratio_limit":2,"seed_ratio_limited":true,
        "idle_seeding_limit":30,"idle_seeding_limit_enabled":false,"peer_port":51413,"peer_limit_global":200,"peer_limit_per_torrent":50,"encryption":"preferred","tuitorrent_encryption":"preferred",
        "speed_limit_down":100,"speed_limit_down_enabled":false,"speed_limit_up":1024,"speed_limit_up_enabled":true,"alt_speed_down":50,"alt_speed_up":20,"alt_speed_enabled":false}
        """;

    /// <summary>A picture at each size, after the same keys.</summary>
    private static void Check(string name, Action<Desk> act, int torrents = 3, Func<TorrentItem, TorrentItem>? change = null)
    {
        foreach (var (columns, rows) in Sizes)
        {
            using var desk = new Desk(columns, rows).With(torrents, change);
            act(desk);
            Golden.Check($"dialogs/{name}-{columns}x{rows}.ans", desk.Harness.Ansi());
        }
    }

    [Fact]
    public void Add() => Check("add", static desk => desk.Type("a"));

    [Fact]
    public void Add_with_a_path_that_is_none() => Check("add-wrong", static desk => desk.Type("a", "/no/such.torrent", "\r"));

    [Fact]
    public void Add_with_a_magnet_link() => Check("add-magnet", static desk => desk.Type("\e[200~magnet:?xt=urn:btih:9f1c2b3a4d5e6f708192a3b4c5d6e7f8091a2b3c&dn=debian\e[201~"));

    [Fact]
    public void Add_many() => Check("add-many", static desk => AddDialog.Show(desk.Ui, "magnet:?xt=urn:btih:aa\nhttps://example.org/b.torrent\n/no/such.torrent", isPaused: false));

    [Fact]
    public void Choice_of_files() => Check("files", static desk => FileChoiceDialog.Show(desk.Ui, MadeTorrents.Torrent(12), new AddDialog.Manner("", false, [])));

    [Fact]
    public void Choice_of_files_that_do_not_fit() => Check("files-full", static desk =>
    {
        FileChoiceDialog.Show(desk.Ui, MadeTorrents.Torrent(40), new AddDialog.Manner("/mnt/usb", false, []));
        desk.Link.Answer("""{"path":"/mnt/usb","size_bytes":1000}""");
        desk.Type(" ", " ");
    });

    [Fact]
    public void Choice_of_files_with_hostile_names() => Check("files-hostile", static desk => FileChoiceDialog.Show(desk.Ui, MadeTorrents.Hostile(), new AddDialog.Manner("", false, [])));

    [Fact]
    public void Remove() => Check("remove", static desk => desk.Type("d"));

    [Fact]
    public void Remove_with_data() => Check("remove-data", static desk => desk.Type("A", "D"));

    [Fact]
    public void Remove_many_with_data() => Check("remove-data-many", static desk => desk.Type("A", "D", "7", "\r"), torrents: 12);

    [Fact]
    public void Remove_a_hostile_name() => Check("remove-hostile", static desk => desk.Type("d"), torrents: 1, static item => item with { Name = Core.SafeText.From(MadeTorrents.HostileName, 500) });

    [Fact]
    public void Move() => Check("move", static desk => desk.Type("m"));

    [Fact]
    public void Move_to_no_whole_path() => Check("move-wrong", static desk => desk.Type("m", "\u0015", "usb", "\r"));

    [Fact]
    public void Rename() => Check("rename", static desk => desk.Type("e"));

    [Fact]
    public void Rename_to_a_path() => Check("rename-wrong", static desk => desk.Type("e", "\u0015", "a/b", "\r"));

    [Fact]
    public void Label() => Check("label", static desk => desk.Type("A", "b", " "), change: static item => item with { Labels = item.Id == 2 ? ["os", "tv"] : ["os"] });

    [Fact]
    public void Label_where_there_is_none() => Check("label-none", static desk => desk.Type("b", "a,b", "\r"));

    [Fact]
    public void Limits_of_a_torrent() => Check("limits", static desk =>
    {
        desk.Type("T");
        desk.Link.Answer(Limits);
    });

    [Fact]
    public void Limits_that_are_none() => Check("limits-wrong", static desk =>
    {
        desk.Type("T");
        desk.Link.Answer(Limits);
        desk.Type("\u0015", "fast", "\r");
    });

    [Fact]
    public void Limits_of_all() => Check("limits-all", static desk => desk.Type("\u0014"));

    [Fact]
    public void Tracker() => Check("tracker", static desk =>
    {
        desk.OpenTab = DetailTab.Trackers;
        desk.Type("a", "ftp://x", "\r");
    });

    [Fact]
    public void Tracker_to_remove() => Check("tracker-remove", static desk =>
    {
        desk.OpenTab = DetailTab.Trackers;
        desk.CurrentTracker = new TrackerItem(1, 0, "https://tracker.example.org/a-long-passkey-0123456789abcdef0123456789abcdef0123456789/announce", "tracker.example.org", 0, "", true, 0, 0, 0, 0, 0);
        desk.Type("d");
    });

    [Fact]
    public void Columns() => Check("columns", static desk => desk.Type("c", "j", " "));

    [Fact]
    public void Settings_of_all() => Check("settings", static desk =>
    {
        desk.Type("S");
        desk.Link.Answer(Settings);
    });

    [Fact]
    public void Settings_that_are_wrong() => Check("settings-wrong", static desk =>
    {
        desk.Type("S");
        desk.Link.Answer(Settings);
        desk.Type("\t", "\t", "x", "\r");
    });

    [Fact]
    public void Settings_without_a_daemon() => Check("settings-offline", static desk =>
    {
        desk.Model.ConnectionChanged(new Connection(ConnectionState.Lost, "local", "Nobody listens."));
        desk.Type("S");
    });

    [Fact]
    public void Palette() => Check("palette", static desk => desk.Type(":"));

    [Fact]
    public void Palette_that_finds() => Check("palette-found", static desk => desk.Type(":", "und"));

    [Fact]
    public void Palette_with_a_wrong_argument() => Check("palette-wrong", static desk => desk.Type(":", "limit up fast", "\r"));

    [Fact]
    public void Palette_that_finds_nothing() => Check("palette-nothing", static desk => desk.Type(":", "verfiyy"));

    [Fact]
    public void Help() => Check("help", static desk => desk.Type("?"));

    [Fact]
    public void Help_in_the_files() => Check("help-files", static desk =>
    {
        desk.OpenTab = DetailTab.Files;
        desk.Type("?");
    });

    [Fact]
    public void Help_that_is_searched() => Check("help-search", static desk => desk.Type("?", "limit"));

    [Fact]
    public void Keys_to_sort() => Check("menu-sort", static desk => desk.Type("o"));

    [Fact]
    public void Keys_to_show() => Check("menu-show", static desk => desk.Type("f"));

    [Fact]
    public void Keys_for_more() => Check("menu-actions", static desk => desk.Type("x"));

    [Fact]
    public void Shutdown() => Check("shutdown", static desk => desk.Run("shutdown"));
}

/// <summary>Torrents made up here.</summary>
internal static class MadeTorrents
{
    /// <summary>Escape sequences, bidi, a wide run, a thousand marks, a line break.</summary>
    public static string HostileName { get; } = "\e[31mred\e]0;title\a \u202Egpj.exe\u202C 寿司寿司寿司 e" + new string('\u0301', 1000) + " a\nb";

    public static Core.Metainfo.TorrentMetainfo Torrent(int files) => Parse("ubuntu set", [.. Enumerable.Range(0, files).Select(static i => (new[] { i % 2 == 0 ? "iso" : "docs", $"file {i}.{(i % 2 == 0 ? "iso" : "txt")}" }, i % 2 == 0 ? 700_000_000L : 4_000L))]);

    public static Core.Metainfo.TorrentMetainfo Hostile() => Parse(HostileName, [([HostileName], 10), (["..", "..", "etc", "passwd"], 20), (["寿司", "絵文字👩‍👩‍👧‍👦.mkv"], 1L << 40)]);

    public static byte[] Bytes(string name, params (string[] Path, long Length)[] files)
    {
        const long piece = 256L << 20;
        var text = new MemoryStream();
        Put("d4:infod5:filesl");
        foreach (var (path, length) in files)
        {
            Put($"d6:lengthi{length}e4:pathl");
            foreach (var element in path)
            {
                Text(element);
            }

            Put("ee");
        }

        Put("e4:name");
        Text(name);
        Put($"12:piece lengthi{piece}e6:pieces");
        var hashes = 20 * ((files.Sum(static file => file.Length) + piece - 1) / piece);
        Put($"{hashes}:");
        text.Write(new byte[hashes]);
        Put("ee");
        return text.ToArray();

        void Put(string ascii) => text.Write(Encoding.UTF8.GetBytes(ascii));

        void Text(string value)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            Put($"{bytes.Length}:");
            text.Write(bytes);
        }
    }

    private static Core.Metainfo.TorrentMetainfo Parse(string name, (string[] Path, long Length)[] files)
    {
        Assert.True(Core.Metainfo.TorrentMetainfo.TryParse(Bytes(name, files), out var torrent, out var error), error.ToString());
        return torrent;
    }
}
