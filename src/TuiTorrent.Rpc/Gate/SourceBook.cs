using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace TuiTorrent.Rpc.Gate;

/// <summary>Who gave wrong passwords of late. Each source waits for its own mistakes only.</summary>
/// <remarks>Any thread. Bounded: when it is full, the source that failed the longest time ago is forgotten.</remarks>
internal sealed class SourceBook(TimeProvider time, int capacity = SourceBook.MaxSources)
{
    /// <summary>Sources kept.</summary>
    public const int MaxSources = 1024;

    /// <summary>Mistakes that cost nothing.</summary>
    public const int FreeFailures = 5;

    private const int MaxWaitSeconds = 300;

    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly Lock _lock = new();

    /// <summary>How many sources are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Seconds that a source has to wait; 0 if it needn't.</summary>
    public int SecondsToWait(IPAddress source)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(KeyOf(source), out var entry) && entry.Until > time.GetUtcNow()
                ? (int)Math.Ceiling((entry.Until - time.GetUtcNow()).TotalSeconds)
                : 0;
        }
    }

    /// <summary>A wrong password: from the sixth on the source waits 1, 2, 4 … 300 seconds.</summary>
    public void Fail(IPAddress source)
    {
        var key = KeyOf(source);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var failures = _entries.TryGetValue(key, out var entry) ? entry.Failures + 1 : 1;
            if (failures == 1 && _entries.Count >= capacity)
            {
                _entries.Remove(_entries.MinBy(e => e.Value.FailedAt).Key);
            }

            var wait = failures <= FreeFailures ? 0 : Math.Min(MaxWaitSeconds, 1L << Math.Min(failures - FreeFailures - 1, 16));
            _entries[key] = new Entry(failures, now, now.AddSeconds(wait));
        }
    }

    /// <summary>The right password: all is forgiven.</summary>
    public void Forgive(IPAddress source)
    {
        lock (_lock)
        {
            _entries.Remove(KeyOf(source));
        }
    }

    /// <summary>An IPv6 customer has a whole /64, and would be a new source with each try.</summary>
    private static UInt128 KeyOf(IPAddress source)
    {
        source = HostRule.Plain(source);
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        source.TryWriteBytes(bytes, out _);
        var key = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return source.AddressFamily == AddressFamily.InterNetworkV6 ? key >> 64 << 64 | 1 : key;
    }

    private readonly record struct Entry(int Failures, DateTimeOffset FailedAt, DateTimeOffset Until);
}
