using TuiTorrent.Core;
using TuiTorrent.Dashboard.Model.Data;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>Torrents whose makers wished us ill, as the daemon's link hands them on: through <see cref="SafeText"/>. And the same texts as they came.</summary>
internal static class HostileNames
{
    /// <summary>As they came.</summary>
    public static IReadOnlyList<string> Raw { get; } =
    [
        "escape \e[2J\e[31mred\e]0;title\a\e]52;c;aGk=\a end",
        "control \u0007\b\b\b\r\n\t\u009b31m\u007f end",
        "bidi \u202Egnp.exe\u2066hidden\u2069 end",
        "zero\u200Bwidth\u200D\uFEFF\u00ADjoined\u2060 end",
        "marks a" + string.Concat(Enumerable.Repeat("\u0301", 1_000)) + " end",
        "宽字符的名字让每一列都移动一格宽字符的名字让每一列都移动一格宽字符的名字 end",
        "emoji 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ❤️ 👍🏽 end",
        "lone \uD800 surrogate \uDC00 end",
        "link https://example.org/?a=b│END12 file:///etc/passwd end",
        "long " + new string('x', 5_000),
        "\u0301\u0302 begins with marks",
        "שלום עולם مرحبا بالعالم end",
        "private \uE000\uF8FF tags \U000E0041\U000E0042 end",
        "",
    ];

    /// <summary>As the list gets them.</summary>
    public static IReadOnlyList<TorrentItem> Torrents { get; } =
        [.. Raw.Select(static (name, index) => Samples.Item(index + 1, SafeText.From(name, 255), Activity.Downloading, 1L << 30, 0.5) with { DownRate = 1 << 20, EtaSeconds = 600, Seeds = 3, Peers = 5, Labels = [SafeText.From(name, 64)] })];
}
