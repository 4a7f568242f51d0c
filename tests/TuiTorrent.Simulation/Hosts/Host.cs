using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>Something with an address and a link: a session, or a scripted peer.</summary>
internal abstract class Host
{
    private long _uplinkFreeUs;
    private long _downlinkFreeUs;

    protected Host(World world, string name, PeerEndpoint endpoint, Link link)
    {
        World = world;
        Name = name;
        Endpoint = endpoint;
        Link = link;
        world.Hosts.Add(endpoint, this);
    }

    public World World { get; }

    public string Name { get; }

    public PeerEndpoint Endpoint { get; }

    public Link Link { get; }

    /// <summary>Whether connections are accepted; else they are refused.</summary>
    public bool IsListening { get; protected set; } = true;

    /// <summary>The cable is out: nothing comes, nothing goes, nobody is told.</summary>
    public bool IsCut { get; protected set; }

    /// <summary>A connection that we opened is open.</summary>
    protected abstract void Opened(SimSocket socket);

    /// <summary>A connection that we wanted was refused.</summary>
    protected abstract void Refused(SimSocket socket);

    /// <summary>Somebody connected.</summary>
    protected abstract void Accepted(SimSocket socket, PeerEndpoint from);

    /// <summary>There is something to read, or the other side ended.</summary>
    public abstract void Readable(SimSocket socket);

    /// <summary>There may be room to send.</summary>
    public abstract void Writable(SimSocket socket);

    /// <summary>The connection was reset.</summary>
    public abstract void Ended(SimSocket socket);

    /// <summary>When <paramref name="bytes"/> more are out of the uplink.</summary>
    public long TakeUplink(int bytes) => _uplinkFreeUs = Take(_uplinkFreeUs, bytes, Link.UpBytesPerSecond);

    /// <summary>When <paramref name="bytes"/> more are through the downlink.</summary>
    public long TakeDownlink(int bytes) => _downlinkFreeUs = Take(_downlinkFreeUs, bytes, Link.DownBytesPerSecond);

    /// <summary>How long a packet takes to another host, microseconds.</summary>
    public long DelayUs(Host other) => Link.LatencyUs + other.Link.LatencyUs + World.Random.Next(Link.JitterUs + other.Link.JitterUs + 1);

    /// <summary>Opens a connection: answered by Opened or Refused, or not at all.</summary>
    protected SimSocket Connect(PeerEndpoint endpoint)
    {
        var ours = new SimSocket(this);
        if (!World.Hosts.TryGetValue(endpoint, out var host))
        {
            World.After(2 * Link.LatencyUs, () => RefuseIfOpen(ours));
            return ours;
        }

        if (host.IsCut || IsCut || World.Chance(host.Link.LostConnectPermille))
        {
            return ours;
        }

        World.After(DelayUs(host), () =>
        {
            var isRefused = !host.IsListening || host.IsCut || World.Chance(host.Link.RefusePermille);
            var theirs = new SimSocket(host);
            if (!isRefused && !ours.IsClosed)
            {
                ours.Join(theirs);
                host.Accepted(theirs, new PeerEndpoint(Endpoint.Address, (ushort)World.Random.Next(32768, 61000)));
            }

            World.After(DelayUs(host), () =>
            {
                if (isRefused)
                {
                    RefuseIfOpen(ours);
                }
                else if (!ours.IsClosed && !IsCut)
                {
                    Opened(ours);
                }
            });
        });
        return ours;
    }

    private void RefuseIfOpen(SimSocket socket)
    {
        if (!socket.IsClosed)
        {
            Refused(socket);
        }
    }

    private long Take(long freeUs, int bytes, long bytesPerSecond) => Math.Max(freeUs, World.NowUs) + bytes * 1_000_000L / bytesPerSecond;
}
