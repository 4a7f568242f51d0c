using System.Globalization;
using System.Net;
using TuiTorrent.Cli;
using TuiTorrent.Core.Encryption;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Config;

/// <summary>One setting by name: where it stands in config.toml, and how its text becomes a value.</summary>
/// <param name="Name">"section.key".</param>
/// <param name="IsWhole">Whether config.toml writes it as a number without quotes.</param>
/// <param name="Wanted">What a right value is, to go on after "must be".</param>
/// <param name="Apply">The settings with the value of this text; null if the text is not such a value.</param>
internal sealed record SettingKey(string Name, bool IsWhole, string Wanted, Func<Settings, string, Settings?> Apply)
{
    private const int SmallestBuffer = 1024 * 1024;
    private const int LargestBuffer = 1024 * 1024 * 1024;

    /// <summary>Each setting once, in the order of the template.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        new("downloads.directory", false, "a directory", (s, text) => text.Length > 0 ? s with { Directory = text } : null),
        new("downloads.state", false, "a directory, or \"\" for the usual one", (s, text) => s with { StateDirectory = text }),
        Choice("downloads.preallocation", Texts.Preallocations, (s, value) => s with { Preallocation = (Preallocation)value }),
        Whole("network.port", 0, ushort.MaxValue, (s, value) => s with { Port = value }),
        new("network.bind", false, "an IP address of this machine, or \"\" for all", ApplyBind),
        Choice("network.encryption", Texts.Encryptions, (s, value) => s with { Encryption = (EncryptionPolicy)value }),
        Whole("network.max_peers", 1, 10_000, (s, value) => s with { MaxPeers = value }),
        Whole("network.max_peers_per_torrent", 1, 10_000, (s, value) => s with { MaxPeersPerTorrent = value }),
        Whole("network.upload_slots", 1, 1_000, (s, value) => s with { UploadSlots = value }),
        Rate("limits.download", (s, value) => s with { DownloadLimit = value }),
        Rate("limits.upload", (s, value) => s with { UploadLimit = value }),
        new("memory.buffer", false, "a size from 1M to 1G, for example \"8M\"", ApplyBuffer),
        Choice("log.level", Texts.LogLevels, (s, value) => s with { LogLevel = (LogLevel)value }),
    ];

    /// <summary>The environment variable that sets it: TUITORRENT_SECTION_KEY.</summary>
    public string Variable => "TUITORRENT_" + Name.Replace('.', '_').ToUpperInvariant();

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
        new(name, false, "one of " + string.Join(", ", choices), (s, text) => Array.IndexOf(choices, text) is >= 0 and var index ? set(s, index) : null);

    private static SettingKey Whole(string name, int min, int max, Func<Settings, int, Settings> set) =>
        new(
            name,
            true,
            $"a whole number from {min} to {max}",
            (s, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? set(s, value) : null);

    private static SettingKey Rate(string name, Func<Settings, long, Settings> set) =>
        new(name, false, "a rate such as \"500K\", \"1.5M\" or \"none\"", (s, text) => ByteCount.TryParseRate(text, out var rate) ? set(s, rate) : null);

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
        public static readonly string[] LogLevels = ["error", "warning", "info", "debug"];
    }
}
