using System.ComponentModel;
using System.Runtime.InteropServices;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Network;

/// <summary>Waits until a socket is ready, somebody calls <see cref="Wake"/>, or time is over.</summary>
/// <remarks>One thread waits; <see cref="Wake"/> may be called from any. Level-triggered: what is not read is told again.</remarks>
internal sealed unsafe class Epoll : IDisposable
{
    private const int MaxItems = 64;
    private const ulong WakeTag = ulong.MaxValue;

    // struct epoll_event { u32 events; u64 data; } is packed on x64 and nowhere else.
    private static readonly int ItemSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = ItemSize - 8;

    private readonly int _epoll;
    private readonly int _wake;
    private readonly byte[] _items = GC.AllocateArray<byte>(MaxItems * 16, pinned: true);
    private int _isWakePending;
    private int _count;

    public Epoll()
    {
        _epoll = SocketCalls.EpollCreate(SocketCalls.CloseOnExec);
        _wake = SocketCalls.EventHandle(0, SocketCalls.NonBlocking | SocketCalls.CloseOnExec);
        if (_epoll < 0 || _wake < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Add(_wake, SocketCalls.EpollIn, WakeTag);
    }

    /// <summary>Times the wait ended: what a battery and a hot board pay for.</summary>
    public long WakeUps { get; private set; }

    public void Add(int handle, uint interest, ulong tag) => Control(SocketCalls.EpollAdd, handle, interest, tag);

    public void Modify(int handle, uint interest, ulong tag) => Control(SocketCalls.EpollModify, handle, interest, tag);

    public void Remove(int handle) => Control(SocketCalls.EpollRemove, handle, 0, 0);

    /// <summary>Ends the wait that is under way, or the next one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWakePending, 1) == 0)
        {
            ulong one = 1;
            _ = SocketCalls.Write(_wake, &one, sizeof(ulong));
        }
    }

    /// <summary>Waits at most <paramref name="timeoutMs"/> (-1: for ever); returns how many sockets are ready.</summary>
    public int Wait(int timeoutMs)
    {
        fixed (byte* items = _items)
        {
            _count = Math.Max(0, SocketCalls.EpollWait(_epoll, items, MaxItems, timeoutMs));
        }

        WakeUps++;
        return _count;
    }

    /// <summary>The tag and the events of one ready socket; false if it was only a wake-up.</summary>
    public bool TryGet(int index, out ulong tag, out uint events)
    {
        var item = _items.AsSpan(index * ItemSize, ItemSize);
        events = BitConverter.ToUInt32(item);
        tag = BitConverter.ToUInt64(item[DataOffset..]);
        if (tag != WakeTag)
        {
            return true;
        }

        ulong count;
        _ = SocketCalls.Read(_wake, &count, sizeof(ulong));
        Volatile.Write(ref _isWakePending, 0);
        return false;
    }

    public void Dispose()
    {
        _ = SocketCalls.Close(_wake);
        _ = SocketCalls.Close(_epoll);
    }

    private void Control(int operation, int handle, uint interest, ulong tag)
    {
        var item = stackalloc byte[16];
        BitConverter.TryWriteBytes(new Span<byte>(item, 4), interest);
        BitConverter.TryWriteBytes(new Span<byte>(item + DataOffset, 8), tag);
        _ = SocketCalls.EpollControl(_epoll, operation, handle, item);
    }
}
