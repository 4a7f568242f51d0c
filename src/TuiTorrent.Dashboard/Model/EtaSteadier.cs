namespace TuiTorrent.Dashboard.Model;

/// <summary>Makes the time to come of each torrent a number that one can read: it follows the daemon's, but neither jumps with each burst nor ticks with each second.</summary>
internal sealed class EtaSteadier
{
    /// <summary>How much of a new value counts.</summary>
    private const double Weight = 0.25;

    /// <summary>Share by which the smoothed value must leave the shown one before that changes.</summary>
    private const double Band = 0.15;

    private readonly Dictionary<int, double> _smooth = [];

    /// <summary>What to show.</summary>
    /// <param name="id">The torrent.</param>
    /// <param name="shown">What is shown now; negative for nothing.</param>
    /// <param name="told">What the daemon says; negative where it can't tell.</param>
    public long Next(int id, long shown, long told)
    {
        if (told < 0)
        {
            _smooth.Remove(id);
            return told;
        }

        if (shown < 0 || !_smooth.TryGetValue(id, out var smooth))
        {
            _smooth[id] = told;
            return told;
        }

        smooth += Weight * (told - smooth);
        _smooth[id] = smooth;
        return Math.Abs(smooth - shown) > Band * shown ? (long)smooth : shown;
    }

    /// <summary>It is gone.</summary>
    public void Forget(int id) => _smooth.Remove(id);

    /// <summary>All are gone.</summary>
    public void Clear() => _smooth.Clear();
}
