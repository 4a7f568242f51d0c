using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using TuiTorrent.Core.Swarm;

namespace TuiTorrent.Cli;

/// <summary>Hashes the pieces of files laid end to end, with a thread for each core.</summary>
/// <remarks>Memory is one buffer a thread, whatever the length of pieces. Threads take the next piece each, so that together they read nearly in order. One object hashes once.</remarks>
internal sealed class PieceHasher
{
    private const int BufferBytes = 256 * 1024;
    private readonly IReadOnlyList<FoundFile> _files;
    private readonly long[] _offsets;
    private readonly PieceLayout _layout;
    private readonly byte[] _hashes;
    private int _nextPiece;
    private long _hashedBytes;
    private int _running;
    private Exception? _problem;
    private volatile bool _isCancelled;

    /// <summary>For these files, laid out in pieces.</summary>
    public PieceHasher(IReadOnlyList<FoundFile> files, PieceLayout layout)
    {
        _files = files;
        _layout = layout;
        _hashes = new byte[layout.PieceCount * SHA1.HashSizeInBytes];
        _offsets = new long[files.Count];
        var offset = 0L;
        for (var i = 0; i < files.Count; i++)
        {
            _offsets[i] = offset;
            offset += files[i].Facts.Length;
        }
    }

    /// <summary>Bytes hashed so far; any thread.</summary>
    public long HashedBytes => Interlocked.Read(ref _hashedBytes);

    /// <summary>Makes <see cref="RunAsync"/> end soon; any thread.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>All hashes one after the other; null if it was cancelled.</summary>
    /// <exception cref="IOException">A file can't be read or has become shorter; or <see cref="UnauthorizedAccessException"/>.</exception>
    public Task<byte[]?> RunAsync(int threads)
    {
        var done = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        threads = Math.Clamp(threads, 1, _layout.PieceCount);
        _running = threads;
        for (var i = 0; i < threads; i++)
        {
            new Thread(() => HashPieces(done), maxStackSize: 256 * 1024) { IsBackground = true, Name = $"hasher {i}" }.Start();
        }

        return done.Task;
    }

    private void HashPieces(TaskCompletionSource<byte[]?> done)
    {
        try
        {
            using var reader = new Reader(this);
            while (!_isCancelled && Interlocked.Increment(ref _nextPiece) - 1 is var piece && piece < _layout.PieceCount)
            {
                reader.Hash(piece, _hashes.AsSpan(piece * SHA1.HashSizeInBytes, SHA1.HashSizeInBytes));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Interlocked.CompareExchange(ref _problem, e, null);
            _isCancelled = true;
        }

        if (Interlocked.Decrement(ref _running) > 0)
        {
            return;
        }

        if (_problem is not null)
        {
            done.SetException(_problem);
        }
        else
        {
            done.SetResult(_isCancelled ? null : _hashes);
        }
    }

    private int FileAt(long offset)
    {
        var index = Array.BinarySearch(_offsets, offset);
        if (index < 0)
        {
            return ~index - 1;
        }

        // Empty files share their offset with the file behind them, whose bytes are meant.
        while (_files[index].Facts.Length == 0)
        {
            index++;
        }

        while (index > 0 && _offsets[index - 1] == offset && _files[index - 1].Facts.Length > 0)
        {
            index--;
        }

        return index;
    }

    /// <summary>What one thread needs: a buffer, a running hash, the file it read last.</summary>
    private sealed class Reader(PieceHasher owner) : IDisposable
    {
        private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        private SafeFileHandle? _file;
        private int _fileIndex = -1;

        public void Hash(int piece, Span<byte> hash)
        {
            var offset = owner._layout.PieceOffset(piece);
            var end = offset + owner._layout.PieceSize(piece);
            var index = owner.FileAt(offset);
            while (offset < end && !owner._isCancelled)
            {
                var file = owner._files[index];
                var inFile = offset - owner._offsets[index];
                if (inFile == file.Facts.Length)
                {
                    index++;
                    continue;
                }

                Open(index);
                var wanted = (int)Math.Min(Math.Min(_buffer.Length, end - offset), file.Facts.Length - inFile);
                var read = RandomAccess.Read(_file!, _buffer.AsSpan(0, wanted), inFile);
                if (read == 0)
                {
                    throw new NamedFileException($"{Core.SafeText.From(file.FullPath, 512)} became shorter while it was read");
                }

                _hash.AppendData(_buffer, 0, read);
                offset += read;
                Interlocked.Add(ref owner._hashedBytes, read);
            }

            _hash.GetHashAndReset(hash);
        }

        public void Dispose()
        {
            _file?.Dispose();
            _hash.Dispose();
        }

        private void Open(int index)
        {
            if (_fileIndex != index)
            {
                _file?.Dispose();
                _fileIndex = -1;
                var path = owner._files[index].FullPath;
                try
                {
                    _file = File.OpenHandle(path, options: FileOptions.SequentialScan);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new NamedFileException($"can't read {Core.SafeText.From(path, 512)}: {FileProblem.Describe(e)}");
                }

                _fileIndex = index;
            }
        }
    }
}
