using TuiTorrent.Engine.Disk;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Tests.Control;

/// <summary>The real file system, until a test says that the disk is full, or that nothing is read for now.</summary>
internal sealed class SwitchedFiles : IFileLayer, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PosixFiles _files = new();
    private readonly ManualResetEventSlim _mayRead = new(true);

    /// <summary>Writes fail for want of room.</summary>
    public volatile bool IsFull;

    /// <summary>Lets reads wait, or go on.</summary>
    public bool MayRead
    {
        set
        {
            if (value)
            {
                _mayRead.Set();
            }
            else
            {
                _mayRead.Reset();
            }
        }
    }

    public int OpenRoot(string root, bool create) => _files.OpenRoot(root, create);

    public int Open(RootedPath path, OpenMode mode, out int handle, out FileStamp stamp) => _files.Open(path, mode, out handle, out stamp);

    public int Stat(RootedPath path, out FileStamp stamp) => _files.Stat(path, out stamp);

    public int Stat(int handle, out FileStamp stamp) => _files.Stat(handle, out stamp);

    public void Close(int handle) => _files.Close(handle);

    public int Write(int handle, long offset, ReadOnlySpan<IoSegment> segments, out long written)
    {
        written = 0;
        return IsFull ? Errno.NoSpace : _files.Write(handle, offset, segments, out written);
    }

    public int Read(int handle, long offset, Span<byte> destination, out int read)
    {
        Assert.True(_mayRead.Wait(Patience));
        return _files.Read(handle, offset, destination, out read);
    }

    public int Allocate(int handle, long length) => IsFull ? Errno.NoSpace : _files.Allocate(handle, length);

    public int NextHole(int handle, long offset, out long hole) => _files.NextHole(handle, offset, out hole);

    public int SyncData(int handle) => _files.SyncData(handle);

    public int SyncDirectories(RootedPath path) => _files.SyncDirectories(path);

    public void Dispose() => _mayRead.Dispose();
}
