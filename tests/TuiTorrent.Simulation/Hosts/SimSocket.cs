using TuiTorrent.Simulation.Model;

namespace TuiTorrent.Simulation.Hosts;

/// <summary>One end of a simulated TCP connection: bytes arrive in order, late, cut anywhere, and no more of them than the window holds.</summary>
internal sealed class SimSocket(Host owner)
{
    private const int WindowBytes = 512 * 1024;

    private readonly Queue<byte[]> _inbox = new();
    private int _readOfFirst;
    private int _unacknowledged;
    private long _lastArrivalUs;
    private bool _isEndTold;

    /// <summary>Whose end this is.</summary>
    public Host Owner { get; } = owner;

    /// <summary>The other end, once it is open.</summary>
    public SimSocket? Other { get; private set; }

    /// <summary>The owner's own data.</summary>
    public object? Tag { get; set; }

    /// <summary>Bytes that can be read.</summary>
    public int InboxBytes { get; private set; }

    /// <summary>The other side will send nothing more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Closed by its owner.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>A chunk is on its way out of the owner's uplink; one at a time, so that connections share it fairly.</summary>
    public bool IsTransmitting { get; private set; }

    /// <summary>Bytes that may be sent now.</summary>
    public int Room => IsClosed || IsTransmitting || Other is null ? 0 : WindowBytes - _unacknowledged;

    private World World => Owner.World;

    /// <summary>Both ends exist from here on.</summary>
    public void Join(SimSocket other)
    {
        Other = other;
        other.Other = this;
    }

    /// <summary>Sends bytes; there must be room for them.</summary>
    public void Transmit(byte[] data)
    {
        IsTransmitting = true;
        _unacknowledged += data.Length;
        var doneUs = Owner.TakeUplink(data.Length);
        World.At(doneUs, () =>
        {
            IsTransmitting = false;
            if (!IsClosed)
            {
                Arrive(data);
                Owner.Writable(this);
            }
        });
    }

    /// <summary>Takes bytes out of the inbox, at most <paramref name="max"/>; the other side may send as many more.</summary>
    public byte[] Read(int max)
    {
        var first = _inbox.Peek();
        var count = Math.Min(max, first.Length - _readOfFirst);
        var data = first.AsSpan(_readOfFirst, count).ToArray();
        _readOfFirst += count;
        InboxBytes -= count;
        if (_readOfFirst == first.Length)
        {
            _inbox.Dequeue();
            _readOfFirst = 0;
        }

        var other = Other!;
        World.After(Owner.DelayUs(other.Owner), () =>
        {
            other._unacknowledged -= count;
            if (!other.IsClosed && !other.Owner.IsCut && !Owner.IsCut)
            {
                other.Owner.Writable(other);
            }
        });
        return data;
    }

    /// <summary>Closes this end; the other hears of it behind what is still under way.</summary>
    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        _inbox.Clear();
        InboxBytes = 0;
        Arrive(null);
    }

    /// <summary>Ends the connection for both sides at once, as a reset does.</summary>
    public void Reset()
    {
        TellEnd(isReset: true);
        Other?.TellEnd(isReset: true);
    }

    private void Arrive(byte[]? data)
    {
        if (Other is not { } other || Owner.IsCut || other.Owner.IsCut)
        {
            return;
        }

        var stallUs = data is not null && World.Chance(Owner.Link.LossPermille) ? 200_000 * (1 + World.Random.Next(4)) : 0;
        var atUs = Math.Max(World.NowUs + Owner.DelayUs(other.Owner) + stallUs, _lastArrivalUs);
        if (data is not null && World.Random.Next(100_000) < Owner.Link.ResetPer100K)
        {
            World.At(atUs, Reset);
        }

        _lastArrivalUs = atUs;
        World.At(atUs, () =>
        {
            // What arrives together shares the receiver's downlink.
            var readyUs = other.Owner.TakeDownlink(data?.Length ?? 0);
            World.At(readyUs, () => other.Deliver(data));
        });
    }

    private void Deliver(byte[]? data)
    {
        if (IsClosed || HasEnded || Owner.IsCut)
        {
            return;
        }

        if (data is null)
        {
            HasEnded = true;
        }
        else
        {
            _inbox.Enqueue(data);
            InboxBytes += data.Length;
        }

        Owner.Readable(this);
    }

    private void TellEnd(bool isReset)
    {
        if (!IsClosed && !_isEndTold && !Owner.IsCut)
        {
            _isEndTold = true;
            HasEnded = true;
            IsClosed = isReset;
            Owner.Ended(this);
        }
    }
}
