using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;
using TuiTorrent.Core.Swarm;
using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>A real session in a simulated world: the shell around one <see cref="SessionCore"/>.</summary>
/// <remarks>Every call into the session goes through <see cref="Step"/>, which checks all invariants behind it and sets the alarm for the next tick.</remarks>
internal sealed partial class Client : Host
{
    private const int MaxTicksPerSecond = 60;

    private readonly Invariants _invariants;
    private readonly Content _content;
    private readonly Tracker? _tracker;
    private long _alarmUs = long.MaxValue;
    private long _tickSecond;
    private int _ticksThisSecond;

    public Client(World world, ClientPlan plan, PeerEndpoint endpoint, Content content, Tracker? tracker)
        : base(world, plan.Name, endpoint, plan.Link)
    {
        Plan = plan;
        _content = content;
        _tracker = tracker;
        Disk = new Disk(content, plan.Disk, plan.IsSeed);
        _invariants = new Invariants(this, content);
        IsListening = false;
    }

    public ClientPlan Plan { get; }

    public Disk Disk { get; }

    /// <summary>Runs since the beginning; what belongs to an earlier one is dropped.</summary>
    public int Generation { get; private set; }

    public bool IsAlive { get; private set; }

    public SessionCore Session { get; private set; } = null!;

    public Torrent Torrent { get; private set; } = null!;

    public BlockPool Blocks { get; private set; } = null!;

    /// <summary>Blocks that the disk holds at the moment.</summary>
    public int BlocksOnDisk { get; private set; }

    /// <summary>Sockets that were opened for the session, or accepted by it: each begins a handshake.</summary>
    public long HandshakesBegun { get; private set; }

    /// <summary>Calls of Tick.</summary>
    public long Ticks { get; private set; }

    /// <summary>Ms of the run at which the last piece came; 0 if it has not.</summary>
    public long FinishedMs { get; private set; }

    /// <summary>Addresses that the session banned.</summary>
    public HashSet<UInt128> Banned { get; } = [];

    public bool IsComplete => IsAlive && Torrent.IsComplete;

    /// <summary>Starts the program: with what its disk has claimed, and with the blocks that are there besides.</summary>
    public void Start()
    {
        Generation++;
        IsAlive = true;
        IsListening = true;
        IsCut = false;
        HandshakesBegun = 0;
        BlocksOnDisk = 0;
        Banned.Clear();
        Disk.Recover();
        _pendingWrites.Clear();
        Blocks = new BlockPool(Math.Max(Plan.Settings.BufferBytes / Limits.BlockSize, 1));
        var settings = Plan.Settings with { ListenPort = Endpoint.Port };
        Session = new SessionCore(settings, this, Blocks, new SeededRandomSource(World.Random.Next()), new Random(World.Random.Next()));
        Torrent = Session.Add(_content.Spec, _tracker is null ? [] : [[new Uri("http://tracker.example/announce")]])!;
        var have = new Bitfield(_content.Layout.PieceCount);
        for (var piece = 0; piece < have.Length; piece++)
        {
            have[piece] = Disk.IsClaimed[piece];
        }

        Torrent.SetHave(have);
        for (var piece = 0; piece < have.Length; piece++)
        {
            for (var block = 0; !have[piece] && block < _content.Layout.BlockCount(piece); block++)
            {
                if (Disk.IsWritten(piece, block))
                {
                    Torrent.SetOnDisk(piece, block);
                }
            }
        }

        _alarmUs = long.MaxValue;
        Log($"starts with {have.Count} of {have.Length} pieces");
        Step(() => Session.Start(World.NowMs, Torrent));
    }

    /// <summary>kill -9: the sockets are reset, and what was in memory is gone.</summary>
    public void Kill()
    {
        Log("is killed");
        IsAlive = false;
        IsListening = false;
        Generation++;
        foreach (var connection in Session.Connections)
        {
            if (connection.Shell is SimSocket socket)
            {
                socket.Close();
            }
        }
    }

    /// <summary>The cable is pulled: the program goes on, but nobody hears it.</summary>
    public void Cut()
    {
        Log("is cut off");
        IsCut = true;
        IsAlive = false;
        Generation++;
    }

    /// <summary>Ends the program as a user would.</summary>
    public void Shutdown()
    {
        IsListening = false;
        Step(() => Session.Shutdown(World.NowMs));
    }

    /// <summary>Makes other peers known.</summary>
    public void Know(params ReadOnlySpan<PeerEndpoint> peers)
    {
        var copy = peers.ToArray();
        Step(() => Session.AddPeers(World.NowMs, Torrent, copy, PeerSource.Tracker));
    }

    /// <summary>Calls into the session, then checks every rule and sets the alarm.</summary>
    public void Step(Action call)
    {
        if (!IsAlive)
        {
            return;
        }

        call();
        _invariants.Check();
        SetAlarm();
    }

    /// <summary>Schedules something for this run of the program only.</summary>
    private void Later(long delayUs, Action what, Action? ifGone = null)
    {
        var generation = Generation;
        World.After(delayUs, () =>
        {
            if (generation == Generation)
            {
                what();
            }
            else
            {
                ifGone?.Invoke();
            }
        });
    }

    private void SetAlarm()
    {
        if (Session.NextDeadlineMs == long.MaxValue)
        {
            return;
        }

        var dueUs = Math.Max(Session.NextDeadlineMs * 1000, World.NowUs);
        if (dueUs >= _alarmUs)
        {
            return;
        }

        _alarmUs = dueUs;
        var generation = Generation;
        World.At(dueUs, () =>
        {
            if (generation == Generation && _alarmUs == dueUs)
            {
                _alarmUs = long.MaxValue;
                CountTick();
                Step(() => Session.Tick(World.NowMs));
            }
        });
    }

    private void CountTick()
    {
        Ticks++;
        _ticksThisSecond = World.NowMs / 1000 == _tickSecond ? _ticksThisSecond + 1 : 1;
        _tickSecond = World.NowMs / 1000;
        if (_ticksThisSecond > MaxTicksPerSecond)
        {
            throw new SimulationFailure($"{Name} ticks without end: more than {MaxTicksPerSecond} times within a second");
        }
    }

    private void Log(string text)
    {
        World.Mix(text.Length);
        if (World.Trace is not null)
        {
            World.Write(Name, text);
        }
    }
}
