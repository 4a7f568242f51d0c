using System.Globalization;
using System.Text.Json;
using TuiTorrent.Dashboard.Commands;
using TuiTorrent.Dashboard.Link;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>What the daemon and the dashboard do, in one place. The daemon is asked first; only what was changed is sent.</summary>
internal sealed class SettingsDialog : Panel
{
    private const int WantedColumns = 72;
    private const int Labels = 22;
    private const int MaxPeers = 10_000;
    private const int MaxQueue = 100_000;
    private const int MaxMinutes = 10_000_000;
    private static readonly string[] Fields =
    [
        "download_dir", "start_added_torrents", "download_queue_size", "download_queue_enabled", "seed_queue_size", "seed_queue_enabled", "seed_ratio_limit", "seed_ratio_limited", "idle_seeding_limit",
        "idle_seeding_limit_enabled", "peer_port", "peer_limit_global", "peer_limit_per_torrent", "encryption", "tuitorrent_encryption", "speed_limit_down", "speed_limit_down_enabled", "speed_limit_up",
        "speed_limit_up_enabled", "alt_speed_down", "alt_speed_up", "alt_speed_enabled",
    ];

    private const string OwnConfiguration = "Port, addresses and what is saved for the next start are fixed in the daemon's config.toml.";

    /// <summary>Transmission saves what is changed here by itself.</summary>
    private const string ForeignConfiguration = "Port and addresses are set where that daemon has its settings.";

    private static readonly string[] Policies = ["disabled", "allowed", "preferred", "required"];
    private static readonly string[] Themes = ["16", "truecolor", "mono"];
    private static readonly double[] Intervals = [0.5, 1, 2, 3, 5, 10, 30, 60];

    private readonly TextPart _problem = new("", Role.Bad, rows: 2);
    private readonly SessionChange? _before;
    private readonly ScreenSettings _screenBefore;
    private readonly EntryPart _directory;
    private readonly CheckPart _starts;
    private readonly EntryPart _downloads;
    private readonly EntryPart _seeds;
    private readonly EntryPart _ratio;
    private readonly EntryPart _idle;
    private readonly ChoicePart _encryption;
    private readonly EntryPart _peers;
    private readonly EntryPart _peersEach;
    private readonly EntryPart[] _rates;
    private readonly CheckPart _turtle;
    private readonly ChoicePart _theme;
    private readonly CheckPart _mouse;
    private readonly ChoicePart _interval;
    private readonly ChoicePart _keys;
    private readonly string[] _policies;

    private SettingsDialog(UiContext ui, SessionChange? before, long port)
        : base(ui, "Settings", WantedColumns)
    {
        (_before, _screenBefore) = (before, ui.Screen.Settings);
        Hint = "Tab goes on, Enter applies, Esc closes";
        Enter = Apply;
        before ??= new SessionChange();
        _directory = new EntryPart("Directory", Labels, before.DownloadDirectory ?? "");
        _starts = new CheckPart("Torrents start when they are added", before.StartAdded ?? true);
        _downloads = new EntryPart("Downloads at once", Labels, FormNumbers.Text(before.DownloadQueue ?? 0)) { Hint = "no limit" };
        _seeds = new EntryPart("Seeds at once", Labels, FormNumbers.Text(before.SeedQueue ?? 0)) { Hint = "no limit" };
        _ratio = new EntryPart("Stop at ratio", Labels, FormNumbers.Text(before.RatioLimit ?? -1)) { Hint = "never" };
        _idle = new EntryPart("Stop idle after min.", Labels, FormNumbers.Text(before.IdleMinutes ?? 0)) { Hint = "never" };

        // Transmission itself has no word for none at all.
        _policies = before.IsOurs ? Policies : Policies[1..];
        _encryption = new ChoicePart("Encryption", Labels, _policies, Math.Max(0, Array.IndexOf(_policies, before.Encryption)));
        _peers = new EntryPart("Peers in all", Labels, FormNumbers.Text(before.MaxPeers ?? 0));
        _peersEach = new EntryPart("Peers of a torrent", Labels, FormNumbers.Text(before.MaxPeersPerTorrent ?? 0));
        _rates =
        [
            Rate("Down", before.DownLimit, "no limit"), Rate("Up", before.UpLimit, "no limit"), Rate("Turtle down", before.AlternativeDown, "nothing"), Rate("Turtle up", before.AlternativeUp, "nothing"),
        ];
        _turtle = new CheckPart("Turtle: its limits count instead", before.IsAlternative ?? false);
        _theme = new ChoicePart("Theme", Labels, Themes, Array.IndexOf(Themes, _screenBefore.Theme));
        _mouse = new CheckPart("Use the mouse (off: the terminal selects text)", _screenBefore.UsesMouse);
        var seconds = ui.Link.Interval.TotalSeconds;
        _interval = new ChoicePart("Update every", Labels, [.. Intervals.Select(static interval => string.Create(CultureInfo.InvariantCulture, $"{interval} s"))], Array.FindIndex(Intervals, interval => interval >= seconds - 0.01));
        string[] presets = [.. KeyPreset.All.Select(static preset => preset.Name)];
        _keys = new ChoicePart("Keys", Labels, presets, Array.IndexOf(presets, _screenBefore.Keys));
        List<PanelPart> parts = _before is null
            ? [new TextPart("The daemon does not answer: only the dashboard's own settings are here.", Role.Warn)]
            :
            [
                Heading("Downloads"), _directory, _starts,
                Heading("\nQueue and seeding"), _downloads, _seeds, _ratio, _idle,
                Heading("\nNetwork"), _encryption, _peers, _peersEach,
                new TextPart(string.Create(CultureInfo.InvariantCulture, $"Peers reach the daemon at port {port}. {(before.IsOurs ? OwnConfiguration : ForeignConfiguration)}"), Role.Dim),
                Heading("\nLimits in bytes a second, such as 500K"), _rates[0], _rates[1], _rates[2], _rates[3], _turtle,
            ];
        Fill([.. parts, Heading("\nThis screen"), _theme, _mouse, _interval, _keys, _problem, new ButtonsPart(("Apply", Apply), ("Cancel", Close))]);
    }

    /// <summary>Asks the daemon, then the user.</summary>
    public static void Show(UiContext ui)
    {
        if (ui.Model.Connection.State != ConnectionState.Online)
        {
            new SettingsDialog(ui, null, 0).Open();
            return;
        }

        ui.Tell("Asking the daemon for its settings...");
        ui.Link.Send(Requests.Settings(Fields), answer =>
        {
            if (answer.Error is { } error)
            {
                ui.Complain(error);
                return;
            }

            ui.Model.Notice.Clear();
            if (ui.Screen.IsTaken)
            {
                // The daemon was slow, and the user went on: keys meant for something else must not end up here.
                return;
            }

            new SettingsDialog(ui, Read(answer.Result), (long)FormNumbers.Number(answer.Result, "peer_port")).Open();
        });
    }

    private static TextPart Heading(string text) => new(text, Role.Title);

    private static EntryPart Rate(string label, long? rate, string hint) => new(label, Labels, RateText.Limit(rate ?? 0)) { Hint = hint };

    private static SessionChange Read(JsonElement result)
    {
        var own = FormNumbers.Word(result, "tuitorrent_encryption");
        return new SessionChange
        {
            DownloadDirectory = FormNumbers.Word(result, "download_dir"),
            StartAdded = FormNumbers.Flag(result, "start_added_torrents"),
            DownloadQueue = Switched("download_queue_enabled", "download_queue_size"),
            SeedQueue = Switched("seed_queue_enabled", "seed_queue_size"),
            IdleMinutes = Switched("idle_seeding_limit_enabled", "idle_seeding_limit"),
            RatioLimit = FormNumbers.Flag(result, "seed_ratio_limited") ? FormNumbers.Number(result, "seed_ratio_limit") : -1,
            MaxPeers = (int)FormNumbers.Number(result, "peer_limit_global"),
            MaxPeersPerTorrent = (int)FormNumbers.Number(result, "peer_limit_per_torrent"),
            Encryption = own.Length > 0 ? own : FormNumbers.Word(result, "encryption") is "tolerated" ? "allowed" : FormNumbers.Word(result, "encryption"),
            IsOurs = own.Length > 0,
            DownLimit = FormNumbers.Flag(result, "speed_limit_down_enabled") ? Speed("speed_limit_down") : 0,
            UpLimit = FormNumbers.Flag(result, "speed_limit_up_enabled") ? Speed("speed_limit_up") : 0,
            AlternativeDown = Speed("alt_speed_down"),
            AlternativeUp = Speed("alt_speed_up"),
            IsAlternative = FormNumbers.Flag(result, "alt_speed_enabled"),
        };

        int Switched(string flag, string name) => FormNumbers.Flag(result, flag) ? (int)FormNumbers.Number(result, name) : 0;

        long Speed(string name) => Requests.FromThousands((long)FormNumbers.Number(result, name));
    }

    private void Apply()
    {
        var change = default(SessionChange);
        if (_before is not null && !TryRead(out change))
        {
            return;
        }

        var screen = new ScreenSettings(_theme.Word, _mouse.IsOn, _keys.Word);
        if (_before is not null && change is not null && change != new SessionChange { IsOurs = _before.IsOurs } && Ui.IsReadOnly)
        {
            _problem.Say("Nothing can be changed here: the dashboard was started with --read-only, so the daemon's settings stay.", Role.Bad);
            return;
        }

        Close();
        Ui.Link.Interval = TimeSpan.FromSeconds(Intervals[_interval.Index]);
        if (screen != _screenBefore)
        {
            Ui.Screen.Settings = screen;
        }

        if (_before is null || change == new SessionChange { IsOurs = _before.IsOurs })
        {
            Ui.Tell("The daemon's settings stay as they are.");
            return;
        }

        new Deed("Changing settings", "Settings changed", Requests.Change(change!)) { Inverse = [Requests.Change(Inverse(change!))] }.Run(Ui);
    }

    /// <summary>Reads the fields; what is as it was becomes null.</summary>
    private bool TryRead(out SessionChange? change)
    {
        change = null;
        var (before, rates) = (_before!, new long[4]);
        string[] names = ["Down", "Up", "Turtle down", "Turtle up"];
        for (var i = 0; i < rates.Length; i++)
        {
            if (!FormNumbers.Rate(_rates[i], names[i], out rates[i], out var noRate))
            {
                return Complain(_rates[i], noRate!);
            }
        }

        if (!_directory.Text.StartsWith('/'))
        {
            return Complain(_directory, "The directory must be a whole path on the daemon's machine, beginning with /.");
        }

        if (!FormNumbers.Whole(_downloads, "Downloads at once", 0, MaxQueue, out var downloads, out var wrong))
        {
            return Complain(_downloads, wrong!);
        }

        if (!FormNumbers.Whole(_seeds, "Seeds at once", 0, MaxQueue, out var seeds, out wrong))
        {
            return Complain(_seeds, wrong!);
        }

        if (!FormNumbers.Ratio(_ratio, "Stop at ratio", out var ratio, out wrong))
        {
            return Complain(_ratio, wrong!);
        }

        if (!FormNumbers.Whole(_idle, "Stop idle", 0, MaxMinutes, out var idle, out wrong))
        {
            return Complain(_idle, wrong!);
        }

        if (!FormNumbers.Whole(_peers, "Peers in all", 1, MaxPeers, out var peers, out wrong))
        {
            return Complain(_peers, wrong!);
        }

        if (!FormNumbers.Whole(_peersEach, "Peers of a torrent", 1, MaxPeers, out var peersEach, out wrong))
        {
            return Complain(_peersEach, wrong!);
        }

        change = new SessionChange
        {
            IsOurs = before.IsOurs,
            DownloadDirectory = _directory.Text == before.DownloadDirectory ? null : _directory.Text,
            StartAdded = _starts.IsOn == before.StartAdded ? null : _starts.IsOn,
            DownloadQueue = downloads == before.DownloadQueue ? null : downloads,
            SeedQueue = seeds == before.SeedQueue ? null : seeds,
            RatioLimit = FormNumbers.Text(ratio) == FormNumbers.Text(before.RatioLimit!.Value) ? null : ratio,
            IdleMinutes = idle == before.IdleMinutes ? null : idle,
            MaxPeers = peers == before.MaxPeers ? null : peers,
            MaxPeersPerTorrent = peersEach == before.MaxPeersPerTorrent ? null : peersEach,
            Encryption = _encryption.Word == before.Encryption ? null : _encryption.Word,
            DownLimit = Changed(0),
            UpLimit = Changed(1),
            AlternativeDown = Changed(2),
            AlternativeUp = Changed(3),
            IsAlternative = _turtle.IsOn == before.IsAlternative ? null : _turtle.IsOn,
        };
        return true;

        // By the text: what was rounded to be shown must not change by being looked at.
        long? Changed(int index) => _rates[index].IsChanged ? rates[index] : null;
    }

    private SessionChange Inverse(SessionChange change) => new()
    {
        IsOurs = change.IsOurs,
        DownloadDirectory = change.DownloadDirectory is null ? null : _before!.DownloadDirectory,
        StartAdded = change.StartAdded is null ? null : _before!.StartAdded,
        DownloadQueue = change.DownloadQueue is null ? null : _before!.DownloadQueue,
        SeedQueue = change.SeedQueue is null ? null : _before!.SeedQueue,
        RatioLimit = change.RatioLimit is null ? null : _before!.RatioLimit,
        IdleMinutes = change.IdleMinutes is null ? null : _before!.IdleMinutes,
        MaxPeers = change.MaxPeers is null ? null : _before!.MaxPeers,
        MaxPeersPerTorrent = change.MaxPeersPerTorrent is null ? null : _before!.MaxPeersPerTorrent,
        Encryption = change.Encryption is null ? null : _before!.Encryption,
        DownLimit = change.DownLimit is null ? null : _before!.DownLimit,
        UpLimit = change.UpLimit is null ? null : _before!.UpLimit,
        AlternativeDown = change.AlternativeDown is null ? null : _before!.AlternativeDown,
        AlternativeUp = change.AlternativeUp is null ? null : _before!.AlternativeUp,
        IsAlternative = change.IsAlternative is null ? null : _before!.IsAlternative,
    };

    private bool Complain(EntryPart entry, string wrong)
    {
        _problem.Say(wrong, Role.Bad);
        FocusOn(entry);
        return false;
    }
}
