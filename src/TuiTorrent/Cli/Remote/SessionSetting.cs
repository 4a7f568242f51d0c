using System.Globalization;
using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>What values a setting of the daemon has.</summary>
internal enum SettingKind
{
    /// <summary>Bytes a second.</summary>
    Rate,

    /// <summary>The same, or none.</summary>
    RateOrNone,

    /// <summary>On or off.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>The same, or none.</summary>
    CountOrNone,

    /// <summary>Uploaded for each byte, or none.</summary>
    RatioOrNone,

    /// <summary>A directory of the daemon.</summary>
    Directory,

    /// <summary>disabled, allowed, preferred or required.</summary>
    Encryption,

    /// <summary>A time of day.</summary>
    Clock,

    /// <summary>Days of the week.</summary>
    Days,
}

/// <summary>One setting that can be changed while the daemon runs: its name here and in session_get, and how its value is written.</summary>
/// <param name="Name">For people.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="Key">In session_get.</param>
/// <param name="FlagKey">The one that says whether it counts, where there is one; else "".</param>
internal sealed record SessionSetting(string Name, SettingKind Kind, string Key, string FlagKey = "")
{
    private const int MinutesOfHour = 60;
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Policies = ["disabled", "allowed", "preferred", "required"];

    /// <summary>Each once.</summary>
    public static IReadOnlyList<SessionSetting> All { get; } =
    [
        new("down-limit", SettingKind.RateOrNone, "speed_limit_down", "speed_limit_down_enabled"),
        new("up-limit", SettingKind.RateOrNone, "speed_limit_up", "speed_limit_up_enabled"),
        new("alt", SettingKind.Flag, "alt_speed_enabled"),
        new("alt-down-limit", SettingKind.Rate, "alt_speed_down"),
        new("alt-up-limit", SettingKind.Rate, "alt_speed_up"),
        new("alt-schedule", SettingKind.Flag, "alt_speed_time_enabled"),
        new("alt-begin", SettingKind.Clock, "alt_speed_time_begin"),
        new("alt-end", SettingKind.Clock, "alt_speed_time_end"),
        new("alt-days", SettingKind.Days, "alt_speed_time_day"),
        new("dir", SettingKind.Directory, "download_dir"),
        new("start-added", SettingKind.Flag, "start_added_torrents"),
        new("max-downloads", SettingKind.CountOrNone, "download_queue_size", "download_queue_enabled"),
        new("max-seeds", SettingKind.CountOrNone, "seed_queue_size", "seed_queue_enabled"),
        new("stalled-minutes", SettingKind.CountOrNone, "queue_stalled_minutes", "queue_stalled_enabled"),
        new("ratio", SettingKind.RatioOrNone, "seed_ratio_limit", "seed_ratio_limited"),
        new("idle-minutes", SettingKind.CountOrNone, "idle_seeding_limit", "idle_seeding_limit_enabled"),
        new("encryption", SettingKind.Encryption, "tuitorrent_encryption"),
        new("max-peers", SettingKind.Count, "peer_limit_global"),
        new("max-peers-per-torrent", SettingKind.Count, "peer_limit_per_torrent"),
    ];

    /// <summary>What to ask session_get for, with the unit of rates.</summary>
    public static IEnumerable<string> Fields
    {
        get
        {
            yield return "units";

            // Other daemons have no word of their own for it.
            yield return "encryption";
            foreach (var setting in All)
            {
                yield return setting.Key;
                if (setting.FlagKey.Length > 0)
                {
                    yield return setting.FlagKey;
                }
            }
        }
    }

    /// <summary>The setting of this name.</summary>
    /// <exception cref="CommandStopException">There is none.</exception>
    public static SessionSetting Find(string name)
    {
        var names = new List<string>();
        foreach (var setting in All)
        {
            if (setting.Name == name)
            {
                return setting;
            }

            names.Add(setting.Name);
        }

        throw CommandStopException.Usage($"there is no setting {JsonFields.Clean(name)}{Suggestion.For(name, names)}");
    }

    /// <summary>The value for people, as <see cref="Parse"/> reads it.</summary>
    public string Show(JsonElement session, RateUnit unit) => Kind switch
    {
        _ when IsOff(session) => "none",
        SettingKind.Rate or SettingKind.RateOrNone => ShowRate(session.Number(Key), unit),
        SettingKind.Flag => session.Flag(Key) ? "on" : "off",
        SettingKind.RatioOrNone => session.Fraction(Key).ToString(CultureInfo.InvariantCulture),
        SettingKind.Directory => session.Text(Key),
        SettingKind.Encryption => session.Text(Key) is { Length: > 0 } policy ? policy : session.Text("encryption"),
        SettingKind.Clock => ShowClock(session.Number(Key)),
        SettingKind.Days => ShowDays(session.Number(Key)),
        _ => Figures.Count(session.Number(Key)),
    };

    /// <summary>"setting" and "value": a number (rates in bytes a second), true or false, a text, or null for none.</summary>
    public void WriteJson(Utf8JsonWriter json, JsonElement session, RateUnit unit)
    {
        json.WriteString("setting", Name);
        switch (Kind)
        {
            case var _ when IsOff(session):
                json.WriteNull("value");
                break;
            case SettingKind.Rate or SettingKind.RateOrNone:
                json.WriteNumber("value", unit.ToBytes(session.Number(Key)));
                break;
            case SettingKind.Flag:
                json.WriteBoolean("value", session.Flag(Key));
                break;
            case SettingKind.RatioOrNone:
                json.WriteNumber("value", session.Fraction(Key));
                break;
            case SettingKind.Count or SettingKind.CountOrNone:
                json.WriteNumber("value", session.Number(Key));
                break;
            default:
                json.WriteString("value", Show(session, unit));
                break;
        }
    }

    /// <summary>What to write to session_set for a text.</summary>
    /// <exception cref="CommandStopException">The text is no such value.</exception>
    public Action<Utf8JsonWriter, RateUnit> Parse(string text)
    {
        switch (Kind)
        {
            case SettingKind.Rate or SettingKind.RateOrNone:
                var rate = Words.Rate(Name, text);
                if (rate == 0 && Kind == SettingKind.Rate)
                {
                    throw CommandStopException.Usage($"{Name}: it must be a rate such as \"500K\" or \"1.5M\".");
                }

                return (json, unit) => WriteOptional(json, rate > 0, () => json.WriteNumber(Key, unit.FromBytes(rate)));
            case SettingKind.Flag:
                var isOn = Words.OnOff(Name, text);
                return (json, _) => json.WriteBoolean(Key, isOn);
            case SettingKind.Count:
                var count = Words.Whole(Name, text, 1, 100_000);
                return (json, _) => json.WriteNumber(Key, count);
            case SettingKind.CountOrNone:
                var number = text == "none" ? 0 : Words.Whole(Name, text, 1, 1_000_000);
                return (json, _) => WriteOptional(json, number > 0, () => json.WriteNumber(Key, number));
            case SettingKind.RatioOrNone:
                var ratio = text == "none" ? -1 : Words.Ratio(Name, text);
                return (json, _) => WriteOptional(json, ratio >= 0, () => json.WriteNumber(Key, ratio));
            case SettingKind.Encryption:
                Words.Check(Name, text, Policies);
                return (json, _) => json.WriteString(Key, text);
            case SettingKind.Clock:
                var minute = ParseClock(text);
                return (json, _) => json.WriteNumber(Key, minute);
            case SettingKind.Days:
                var days = ParseDays(text);
                return (json, _) => json.WriteNumber(Key, days);
            default:
                return (json, _) => json.WriteString(Key, text);
        }
    }

    private bool IsOff(JsonElement session) => FlagKey.Length > 0 && !session.Flag(FlagKey);

    private void WriteOptional(Utf8JsonWriter json, bool isOn, Action writeValue)
    {
        if (isOn)
        {
            writeValue();
        }

        if (FlagKey.Length > 0)
        {
            json.WriteBoolean(FlagKey, isOn);
        }
    }

    // What is shown can be given back: the daemon's units make 1,573,000 of 1.5M.
    private static string ShowRate(long units, RateUnit unit)
    {
        foreach (var (factor, name) in ((long, char)[])[(1 << 20, 'M'), (1 << 10, 'K')])
        {
            for (var digits = 0; digits <= 1; digits++)
            {
                var value = Math.Round((decimal)unit.ToBytes(units) / factor, digits);
                if (value > 0 && unit.FromBytes((long)(value * factor)) == units)
                {
                    return value.ToString("0.#", CultureInfo.InvariantCulture) + name;
                }
            }
        }

        return unit.ToBytes(units).ToString(CultureInfo.InvariantCulture);
    }

    private static string ShowClock(long minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / MinutesOfHour:00}:{minute % MinutesOfHour:00}");

    private static string ShowDays(long bits)
    {
        var names = new List<string>();
        for (var day = 0; day < DayNames.Length; day++)
        {
            if ((bits >> day & 1) != 0)
            {
                names.Add(DayNames[day]);
            }
        }

        return names.Count == DayNames.Length ? "all" : string.Join(',', names);
    }

    private int ParseClock(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * MinutesOfHour + time.Minute
        : throw CommandStopException.Usage($"{Name}: \"{JsonFields.Clean(text)}\" must be a time of day such as 23:00.");

    private int ParseDays(string text)
    {
        if (text == "all")
        {
            return (1 << DayNames.Length) - 1;
        }

        var bits = 0;
        foreach (var name in text.Split(','))
        {
            Words.Check(Name, name, [.. DayNames, "all"]);
            bits |= 1 << Math.Max(0, Array.IndexOf(DayNames, name));
        }

        return bits;
    }
}
