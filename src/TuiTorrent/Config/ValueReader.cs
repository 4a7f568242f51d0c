using System.Globalization;
using System.Net;
using TuiTorrent.Cli;

namespace TuiTorrent.Config;

/// <summary>Reads the texts of settings that are more than a word or number. Each answers null for what is not such a value.</summary>
internal static class ValueReader
{
    /// <summary>Stands between the items of a list, none of which may hold a control character.</summary>
    public const char Separator = '\n';

    /// <summary>Far more than a person writes into one setting.</summary>
    private const int MaxItems = 64;

    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The items of a list, each not empty; null if there are too many.</summary>
    public static IReadOnlyList<string>? Items(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var items = text.Split(Separator);
        return items.Length <= MaxItems && Array.TrueForAll(items, static item => item.Length > 0) ? items : null;
    }

    /// <summary>Every item read by <paramref name="read"/>; null if one of them can't be.</summary>
    public static IReadOnlyList<T>? Items<T>(string text, Func<string, T?> read)
        where T : class
    {
        if (Items(text) is not { } items)
        {
            return null;
        }

        var values = new T[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (read(items[i]) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values.Length == 0 ? [] : values;
    }

    /// <summary>Absolute, or below the home directory ("~/Torrents"); no control characters.</summary>
    public static string? Directory(string text) =>
        (text.StartsWith('/') || text == "~" || text.StartsWith("~/", StringComparison.Ordinal)) && !HasControl(text) ? text : null;

    /// <summary>"127.0.0.1:9091" or "[::1]:9091"; the port is needed and not 0.</summary>
    public static IPEndPoint? Endpoint(string text) =>
        text.LastIndexOf(':') is > 0 and var colon
        && (text[0] == '[' ? text[colon - 1] == ']' : text.IndexOf(':', StringComparison.Ordinal) == colon)
        && IPAddress.TryParse(text.AsSpan(0, colon), out var address)
        && address.ScopeIdOf() == 0
        && (text[0] == '[' || IsWritten(text[..colon], address))
        && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port != 0
            ? new IPEndPoint(address, port)
            : null;

    /// <summary>One address ("192.168.1.7") or a network ("192.168.1.0/24", "fd00::/8"); bits behind the prefix don't count.</summary>
    public static AddressRange? Range(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(name, out var address) || address.ScopeIdOf() != 0 || !IsWritten(name, address))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        var prefix = 8 * bytes.Length;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= 8 * bytes.Length))
        {
            return null;
        }

        for (var bit = prefix; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new AddressRange(new IPNetwork(new IPAddress(bytes), prefix));
    }

    /// <summary>"22:00-07:00" as minutes after midnight; the end may lie before the beginning, but not at it.</summary>
    public static (int Begin, int End)? Hours(string text) =>
        text.Split('-') is [var begin, var end] && Minute(begin) is { } from && Minute(end) is { } to && from != to ? (from, to) : null;

    /// <summary>Names of days as bits, of which bit 0 is Sunday; null if a name is wrong or there is none.</summary>
    public static int? Days(string text)
    {
        if (Items(text) is not { Count: > 0 } items)
        {
            return null;
        }

        var days = 0;
        foreach (var item in items)
        {
            if (Array.IndexOf(DayNames, item) is not (>= 0 and var day))
            {
                return null;
            }

            days |= 1 << day;
        }

        return days;
    }

    /// <summary>Bytes a second, at least one.</summary>
    public static long? SomeRate(string text) => ByteCount.TryParseRate(text, out var rate) && rate > 0 ? rate : null;

    /// <summary>Whether a text holds what no name of a file or host should.</summary>
    public static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }

    // The framework also takes "1" and "0x7f.1" for addresses, which nobody means.
    private static bool IsWritten(string name, IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? name[0] != '[' : name == address.ToString();

    private static int? Minute(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static long ScopeIdOf(this IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}

/// <summary>Addresses that share a prefix.</summary>
internal sealed record AddressRange(IPNetwork Network);
