namespace TuiTorrent.Dashboard.Options;

/// <summary>Where colours come from.</summary>
internal enum ThemeChoice
{
    /// <summary>The terminal says what it can.</summary>
    Auto,

    /// <summary>The 16 of every terminal.</summary>
    Sixteen,

    /// <summary>24 bits.</summary>
    TrueColor,

    /// <summary>None.</summary>
    Mono,
}

/// <summary>All settings of the dashboard. They come as arguments from `tuitorrent`, which reads the configuration and finds the daemon.</summary>
internal sealed record DashboardOptions
{
    /// <summary>Where the daemon is.</summary>
    public DaemonPlace Place { get; init; }

    /// <summary>The socket's path, "host:port", or what ssh takes for a destination.</summary>
    public string Address { get; init; } = "";

    /// <summary>Name for daemons that ask for one; "" for none.</summary>
    public string User { get; init; } = "";

    /// <summary>File with the password as its first line; "" for none. A password never is an argument: others on the machine could read it.</summary>
    public string PasswordFile { get; init; } = "";

    /// <summary>Colours.</summary>
    public ThemeChoice Theme { get; init; }

    /// <summary>ASCII alone, whatever the terminal says.</summary>
    public bool IsAscii { get; init; }

    /// <summary>Whether the mouse is asked for.</summary>
    public bool HasMouse { get; init; } = true;

    /// <summary>Which habits the keys follow: "default", "rtorrent", "tremc" or "vim".</summary>
    public string Keys { get; init; } = "default";

    /// <summary>Keys of the user's own as "command=key", later ones win. Whether there is such a command or key is checked by who knows them.</summary>
    public IReadOnlyList<string> Bindings { get; init; } = [];

    /// <summary>Shortest time between two frames of data.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where order, filter and the like are kept between two starts; "" for nowhere. Absolute.</summary>
    public string StateFile { get; init; } = "";

    /// <summary>Nothing may be changed at the daemon.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Directory that relative paths of the user start from; absolute. The process itself leaves it.</summary>
    public string StartDirectory { get; init; } = "/";

    /// <summary>A path as the user means it.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, StartDirectory);
}

/// <summary>How the daemon is reached.</summary>
internal enum DaemonPlace
{
    /// <summary>By a Unix socket.</summary>
    Socket,

    /// <summary>By TCP.</summary>
    Tcp,

    /// <summary>By the ssh program.</summary>
    Ssh,
}
