namespace TuiTorrent.Simulation.Model;

/// <summary>Time, chance and the queue of all future events: everything that happens in a simulated run comes from here, and from one seed.</summary>
/// <remarks>Single-threaded; several worlds may run beside each other. Time is microseconds, so that a fast link does not round to nothing.</remarks>
internal sealed class World(int seed)
{
    private const long StartUs = 1_000_000_000;

    private readonly PriorityQueue<Action, (long AtUs, long Sequence)> _events = new();
    private long _sequence;

    /// <summary>What the run was made from.</summary>
    public int Seed { get; } = seed;

    /// <summary>The only source of chance.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Simulated time, microseconds.</summary>
    public long NowUs { get; private set; } = StartUs;

    /// <summary>The same as sessions are told it: monotonic ms.</summary>
    public long NowMs => NowUs / 1000;

    /// <summary>Ms since the run began.</summary>
    public long ElapsedMs => (NowUs - StartUs) / 1000;

    /// <summary>Events that have happened.</summary>
    public long Steps { get; private set; }

    /// <summary>Hears one line an event; null costs nothing.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>A number that any difference between two runs changes.</summary>
    public ulong Fingerprint { get; private set; } = 14695981039346656037;

    /// <summary>Everybody who can be dialled.</summary>
    public Dictionary<PeerEndpoint, Hosts.Host> Hosts { get; } = [];

    /// <summary>Lets something happen at a time; not before now.</summary>
    public void At(long atUs, Action what) => _events.Enqueue(what, (Math.Max(atUs, NowUs), _sequence++));

    /// <summary>Lets something happen later.</summary>
    public void After(long delayUs, Action what) => At(NowUs + delayUs, what);

    /// <summary>Lets something happen at a ms of the run.</summary>
    public void AtMs(long elapsedMs, Action what) => At(StartUs + elapsedMs * 1000, what);

    /// <summary>True with a chance of <paramref name="permille"/> in a thousand.</summary>
    public bool Chance(int permille) => permille > 0 && Random.Next(1000) < permille;

    /// <summary>Mixes a fact into the <see cref="Fingerprint"/>.</summary>
    public void Mix(long fact) => Fingerprint = (Fingerprint ^ (ulong)fact) * 1099511628211;

    /// <summary>Runs until <paramref name="isDone"/> (asked after each event); false if time or events ran out before.</summary>
    public bool Run(Func<bool> isDone, long untilMs)
    {
        while (!isDone())
        {
            if (!_events.TryPeek(out _, out var next) || next.AtUs > StartUs + untilMs * 1000)
            {
                NowUs = Math.Max(NowUs, StartUs + untilMs * 1000);
                return isDone();
            }

            var what = _events.Dequeue();
            NowUs = next.AtUs;
            Steps++;
            Mix(NowUs);
            what();
        }

        return true;
    }

    /// <summary>A line for the trace; call only if <see cref="Trace"/> is set.</summary>
    public void Write(string who, string what) => Trace!($"{ElapsedMs,8} {who,-10} {what}");
}
