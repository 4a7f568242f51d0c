namespace TuiTorrent.Dashboard.Model;

/// <summary>Rates of all torrents together over time, one sample at each news.</summary>
internal sealed class RateHistory
{
    /// <summary>Two minutes, a sample a second.</summary>
    private const int MaxSamples = 120;

    private readonly Queue<(long Down, long Up)> _samples = new();

    /// <summary>Oldest first, in bytes a second.</summary>
    public IReadOnlyCollection<(long Down, long Up)> Samples => _samples;

    /// <summary>One more.</summary>
    public void Add(long down, long up)
    {
        _samples.Enqueue((down, up));
        if (_samples.Count > MaxSamples)
        {
            _samples.Dequeue();
        }
    }
}
