namespace TuiTorrent.Dashboard.Link;

/// <summary>What the screen's thread tells the work aside, and the other way round. Any thread.</summary>
internal sealed class LinkState
{
    private readonly Lock _lock = new();
    private Wanted _wanted = new("", DetailPart.None);
    private TimeSpan _interval = TimeSpan.FromSeconds(1);
    private bool _hasOwnChange;
    private bool _hasOwnSettings;
    private bool _isOnline;

    /// <summary>What the screen shows.</summary>
    public Wanted Wanted
    {
        get
        {
            lock (_lock)
            {
                return _wanted;
            }
        }

        set
        {
            lock (_lock)
            {
                _wanted = value;
            }
        }
    }

    /// <summary>Shortest time between two frames.</summary>
    public TimeSpan Interval
    {
        get
        {
            lock (_lock)
            {
                return _interval;
            }
        }

        set
        {
            lock (_lock)
            {
                _interval = value;
            }
        }
    }

    /// <summary>Whether requests make sense.</summary>
    public bool IsOnline
    {
        get
        {
            lock (_lock)
            {
                return _isOnline;
            }
        }

        set
        {
            lock (_lock)
            {
                _isOnline = value;
            }
        }
    }

    /// <summary>The user changed something.</summary>
    /// <param name="isSetting">Of the session.</param>
    public void NoteOwnChange(bool isSetting)
    {
        lock (_lock)
        {
            _hasOwnChange = true;
            _hasOwnSettings |= isSetting;
        }
    }

    /// <summary>Whether the user changed something since the last call, and whether of the session.</summary>
    public (bool Any, bool Settings) TakeOwnChange()
    {
        lock (_lock)
        {
            var taken = (_hasOwnChange, _hasOwnSettings);
            (_hasOwnChange, _hasOwnSettings) = (false, false);
            return taken;
        }
    }
}
