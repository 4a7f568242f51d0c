using System.Buffers;
using TuiTorrent.Rpc;

namespace TuiTorrent.Daemon.Http;

/// <summary>The bytes of one request. Memory grows as they arrive, never by what a header promises; what is beyond a small request is taken from a budget of all.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstSize = 4 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _count;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    /// <summary>Bytes taken from the budget, which the owner gives back.</summary>
    public int Reserved { get; private set; }

    /// <summary>Reads to the end; false if <paramref name="reserve"/> says that there is no room.</summary>
    public async Task<bool> ReadAsync(Stream source, Func<int, bool> reserve, CancellationToken cancellation)
    {
        while (true)
        {
            if (_count == _bytes.Length && !Grow(reserve))
            {
                return false;
            }

            var read = await source.ReadAsync(_bytes.AsMemory(_count), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return true;
            }

            _count += read;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private bool Grow(Func<int, bool> reserve)
    {
        var size = 4 * _bytes.Length;
        if (size > RpcLimits.MaxBody)
        {
            var more = size - Reserved;
            if (!reserve(more))
            {
                return false;
            }

            Reserved += more;
        }

        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
        return true;
    }
}
