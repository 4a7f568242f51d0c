using System.Globalization;
using System.Net;
using TuiTorrent.Cli;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Config;

/// <summary>One setting by name: where it stands in config.toml, and how its text becomes a value.</summary>
/// <param name="Name">"section.key".</param>
/// <param name="Kind">How config.toml writes it.</param>
/// <param name="Wanted">What a right value is, to go on after "must be".</param>
/// <param name="Apply">The settings with the value of this text; null if the text is not such a value.</param>
internal sealed record SettingKey(string Name, ValueKind Kind, string Wanted, Func<Settings, string, Settings?> Apply)
{
    private const int SmallestBuffer = 1024 * 1024;
    private const int LargestBuffer = 1024 * 1024 * 1024;
    private const int LargestRatio = 1_000_000;
    private const int MostMinutes = 525_600;

    /// <summary>Each setting once, in the order of the template.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new("downloads.directory", ValueKind.Text, "a directory, or \"\" for the usual one", (s, text) => ValueReader.HasControl(text) ? null : s with { Directory = text }),
        List("downloads.roots", "a list of directories such as [\"/mnt/disk\", \"~/Downloads\"]", (s, text) => ValueReader.Items(text, ValueReader.Directory) is { } roots ? s with { Roots = roots } : null),
        Flag("downloads.start_added", (s, value) => s with { StartAdded = value }),
        new("downloads.state", ValueKind.Text, "a directory, or \"\" for the usual one", (s, text) => ValueReader.HasControl(text) ? null : s with { StateDirectory = text }),
        Choice("downloads.preallocation", Texts.Preallocations, (s, value) => s with { Preallocation = (Preallocation)value }),
        new("watch.directory", ValueKind.Text, "an absolute directory or one that begins with \"~/\", or \"\" for none", ApplyWatch),
        Choice("watch.action", Texts.WatchActions, (s, value) => s with { WatchAction = (WatchAction)value }),
        Whole("queue.downloads", 0, 100_000, (s, value) => s with { QueueDownloads = value }),
        Whole("queue.seeds", 0, 100_000, (s, value) => s with { QueueSeeds = value }),
        Whole("queue.stalled_minutes", 0, MostMinutes, (s, value) => s with { StalledMinutes = value }),
        new("seeding.ratio", ValueKind.Number, "a number such as 1.5, or \"none\"", ApplyRatio),
        Whole("seeding.idle_minutes", 0, MostMinutes, (s, value) => s with { SeedIdleMinutes = value }),
        Whole("network.port", 0, ushort.MaxValue, (s, value) => s with { Port = value }),
        new("network.bind", ValueKind.Text, "an IP address of this machine, or \"\" for all", ApplyBind),
        Choice("network.encryption", Texts.Encryptions, (s, value) => s with { Encryption = (EncryptionPolicy)value }),
        Whole("network.max_peers", 1, 10_000, (s, value) => s with { MaxPeers = value }),
        Whole("network.max_peers_per_torrent", 1, 10_000, (s, value) => s with { MaxPeersPerTorrent = value }),
        Whole("network.upload_slots", 1, 1_000, (s, value) => s with { UploadSlots = value }),
        Rate("limits.download", (s, value) => s with { DownloadLimit = value }),
        Rate("limits.upload", (s, value) => s with { UploadLimit = value }),
        SomeRate("alternative.download", (s, value) => s with { AlternativeDownloadLimit = value }),
        SomeRate("alternative.upload", (s, value) => s with { AlternativeUploadLimit = value }),
        new("alternative.schedule", ValueKind.Text, "hours such as \"22:00-07:00\", or \"\" for by hand only", ApplyHours),
        List("alternative.days", "a list of sun, mon, tue, wed, thu, fri, sat", (s, text) => ValueReader.Days(text) is { } days ? s with { AlternativeDays = days } : null),
        List("rpc.listen", "a list of addresses with ports such as [\"127.0.0.1:9091\"]", (s, text) => ValueReader.Items(text, ValueReader.Endpoint) is { } endpoints ? s with { RpcListen = endpoints } : null),
        new("rpc.username", ValueKind.Text, "a name without a colon, or \"\" for any", ApplyUsername),
        new("rpc.password_file", ValueKind.Text, "an absolute path or one that begins with \"~/\", or \"\" for none", (s, text) => text.Length == 0 || ValueReader.Directory(text) is not null ? s with { RpcPasswordFile = text } : null),
        new("rpc.password_hash", ValueKind.Text, "a hash of a password, or \"\" for none", (s, text) => ValueReader.HasControl(text) ? null : s with { RpcPasswordHash = text }),
        List("rpc.allowed_hosts", "a list of names such as [\"pi.lan\"]", (s, text) => ValueReader.Items(text) is { } names ? s with { RpcAllowedHosts = names } : null),
        List("rpc.allowed_addresses", "a list of addresses and networks such as [\"192.168.1.0/24\"]", (s, text) => ValueReader.Items(text, ValueReader.Range) is { } ranges ? s with { RpcAllowedAddresses = ranges } : null),
        Choice("daemon.prefer", Texts.Preferences, (s, value) => s with { Prefer = (DaemonPreference)value }),
        new("daemon.socket", ValueKind.Text, "an absolute path or one that begins with \"~/\", or \"\" for the usual one", ApplySocket),
        Choice("dashboard.theme", Texts.Themes, (s, value) => s with { Dashboard = s.Dashboard with { Theme = Texts.Themes[value] } }),
        Flag("dashboard.ascii", (s, value) => s with { Dashboard = s.Dashboard with { IsAscii = value } }),
        Flag("dashboard.mouse", (s, value) => s with { Dashboard = s.Dashboard with { HasMouse = value } }),
        Choice("dashboard.preset", Texts.Presets, (s, value) => s with { Dashboard = s.Dashboard with { Preset = Texts.Presets[value] } }),
        Whole("dashboard.interval", 1, 60, (s, value) => s with { Dashboard = s.Dashboard with { IntervalSeconds = value } }),
        Flag("dashboard.read_only", (s, value) => s with { Dashboard = s.Dashboard with { IsReadOnly = value } }),
        new("memory.buffer", ValueKind.Amount, "a size from 1M to 1G, for example \"8M\"", ApplyBuffer),
        Choice("log.level", Texts.LogLevels, (s, value) => s with { LogLevel = (LogLevel)value }),
    ];

    /// <summary>The environment variable that sets it: TUITORRENT_SECTION_KEY.</summary>
    public string Variable => "TUITORRENT_" + Name.Replace('.', '_').ToUpperInvariant();

    /// <summary>The text as <see cref="Apply"/> takes it, from one line of the environment or a flag, where commas stand between the items of a list.</summary>
    public string FromLine(string line) =>
        Kind == ValueKind.List ? string.Join(ValueReader.Separator, line.Split(',', StringSplitOptions.TrimEntries)) : line;

    /// <summary>The setting of this name, or null.</summary>
    public static SettingKey? Find(string name)
    {
        foreach (var key in All)
        {
            if (key.Name == name)
            {
                return key;
            }
        }

        return null;
    }

    private static SettingKey Choice(string name, string[] choices, Func<Settings, int, Settings> set) =>
        new(name, ValueKind.Text, "one of " + string.Join(", ", choices), (s, text) => Array.IndexOf(choices, text) is >= 0 and var index ? set(s, index) : null);

    private static SettingKey Whole(string name, int min, int max, Func<Settings, int, Settings> set) =>
        new(
            name,
            ValueKind.Whole,
            $"a whole number from {min} to {max}",
            (s, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? set(s, value) : null);

    private static SettingKey Rate(string name, Func<Settings, long, Settings> set) =>
        new(name, ValueKind.Amount, "a rate such as \"500K\", \"1.5M\" or \"none\"", (s, text) => ByteCount.TryParseRate(text, out var rate) ? set(s, rate) : null);

    private static SettingKey SomeRate(string name, Func<Settings, long, Settings> set) =>
        new(name, ValueKind.Amount, "a rate such as \"500K\" or \"1.5M\"", (s, text) => ValueReader.SomeRate(text) is { } rate ? set(s, rate) : null);

    private static SettingKey Flag(string name, Func<Settings, bool, Settings> set) =>
        new(name, ValueKind.Flag, "true or false", (s, text) => text is "true" or "false" ? set(s, text == "true") : null);

    private static SettingKey List(string name, string wanted, Func<Settings, string, Settings?> apply) => new(name, ValueKind.List, wanted, apply);

    private static Settings? ApplyWatch(Settings settings, string text) =>
        text.Length == 0 || ValueReader.Directory(text) is not null ? settings with { WatchDirectory = text } : null;

    private static Settings? ApplyRatio(Settings settings, string text) =>
        text == "none" ? settings with { SeedRatio = null }
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= LargestRatio ? settings with { SeedRatio = ratio }
        : null;

    private static Settings? ApplyHours(Settings settings, string text) =>
        text.Length == 0 ? settings with { AlternativeHours = null }
        : ValueReader.Hours(text) is { } hours ? settings with { AlternativeHours = hours }
        : null;

    private static Settings? ApplyUsername(Settings settings, string text) =>
        text.Contains(':', StringComparison.Ordinal) || ValueReader.HasControl(text) ? null : settings with { RpcUsername = text };

    private static Settings? ApplySocket(Settings settings, string text) =>
        text.Length == 0 || ValueReader.Directory(text) is not null ? settings with { Socket = text } : null;

    private static Settings? ApplyBind(Settings settings, string text) =>
        text.Length == 0 ? settings with { Bind = null }
        : IPAddress.TryParse(text, out var address) ? settings with { Bind = address }
        : null;

    private static Settings? ApplyBuffer(Settings settings, string text) =>
        ByteCount.TryParse(text, out var bytes) && bytes is >= SmallestBuffer and <= LargestBuffer ? settings with { BufferBytes = (int)bytes } : null;

    /// <summary>The words for enumerations, each at the index of its value.</summary>
    private static class Texts
    {
        public static readonly string[] Preallocations = ["sparse", "full"];
        public static readonly string[] Encryptions = ["disabled", "allowed", "preferred", "required"];
        public static readonly string[] WatchActions = ["rename", "move", "delete"];
        public static readonly string[] Preferences = ["user", "system"];
        public static readonly string[] Themes = ["auto", "16", "truecolor", "mono"];
        public static readonly string[] Presets = ["default", "rtorrent", "tremc", "vim"];
        public static readonly string[] LogLevels = ["error", "warning", "info", "debug"];
    }
}
