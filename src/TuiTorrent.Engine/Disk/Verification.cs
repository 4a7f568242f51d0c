using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.Disk;

/// <summary>Hashes many pieces of one storage on all processors, behind all other work: its threads have idle priority, for the disk too.</summary>
/// <remarks>
/// The threads live as long as the verification and take the pieces in order, so that a disk reads on without seeking. Right pieces count at once; wrong ones at the
/// end, and only if the directory is still there: a disk that is pulled out must not cost what was on it. Cancelling is heard after each piece.
/// </remarks>
internal sealed class Verification
{
    // Progress is told every so many bytes: a few times a second on a fast disk.
    private const long ReportBytes = 32L * 1024 * 1024;

    private const int ScratchBytes = 256 * 1024;

    private readonly DiskWorkers _owner;
    private readonly IFileLayer _layer;
    private readonly TorrentFiles _files;
    private readonly IDiskEvents _events;
    private readonly Bitfield _which;
    private readonly Bitfield _wrong;
    private readonly Lock _gate = new();
    private readonly List<Thread> _threads = [];
    private int _next = -1;
    private int _threadsLeft;
    private int _checked;
    private long _unreported;
    private bool _isEnded;
    private Action? _afterwards;
    private volatile bool _isCancelled;

    public Verification(DiskWorkers owner, IFileLayer layer, TorrentFiles files, IDiskEvents events, TorrentStorage storage, Bitfield which)
    {
        (_owner, _layer, _files, _events, Storage, _which) = (owner, layer, files, events, storage, which);
        _wrong = new Bitfield(which.Length);
    }

    public TorrentStorage Storage { get; }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        _threadsLeft = Math.Max(1, Math.Min(Environment.ProcessorCount, _which.Count));
        for (var i = _threadsLeft; i > 0; i--)
        {
            _threads.Add(new Thread(Run, maxStackSize: 256 * 1024) { Name = "verify", IsBackground = true });
        }

        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Ends it early.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Ends it early, and waits.</summary>
    public void Join()
    {
        Cancel();
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    /// <summary>Does something when it has ended, or at once if it has.</summary>
    public void ThenDo(Action afterwards)
    {
        lock (_gate)
        {
            if (!_isEnded)
            {
                _afterwards = afterwards;
                return;
            }
        }

        afterwards();
    }

    private void Run()
    {
        ThreadPriorities.MakeIdle();
        var scratch = GC.AllocateUninitializedArray<byte>(ScratchBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        while (TakeNext() is >= 0 and var piece)
        {
            if (!Verify(piece, hash, scratch))
            {
                Cancel();
            }
        }

        if (Interlocked.Decrement(ref _threadsLeft) == 0)
        {
            End();
        }
    }

    private int TakeNext()
    {
        while (!_isCancelled && Storage.IsOpen)
        {
            var piece = Interlocked.Increment(ref _next);
            if (piece >= _which.Length)
            {
                return -1;
            }

            if (_which[piece])
            {
                return piece;
            }
        }

        return -1;
    }

    // False when the disk failed, which says nothing about the piece.
    private bool Verify(int piece, IncrementalHash hash, byte[] scratch)
    {
        var error = PieceReader.Hash(_files, hash, scratch, Storage, piece, out var isRight);
        if (error is not null and not { Kind: DiskErrorKind.Missing or DiskErrorKind.Obstructed })
        {
            _owner.Fail(Storage, error);
            return false;
        }

        if (isRight)
        {
            Storage.MarkPieceDirty(piece);
            Storage.MarkVerified(piece, true);
        }
        else
        {
            lock (_gate)
            {
                _wrong[piece] = true;
            }
        }

        var done = Interlocked.Increment(ref _checked);
        if (Interlocked.Add(ref _unreported, Storage.Layout.Pieces.PieceSize(piece)) >= ReportBytes)
        {
            Interlocked.Exchange(ref _unreported, 0);
            _events.VerifyProgress(Storage, done, _which.Count);
        }

        return true;
    }

    private void End()
    {
        if (_wrong.Count > 0 && Storage.Failure is null)
        {
            if (_layer.OpenRoot(Storage.Root, create: false) == 0)
            {
                for (var piece = 0; piece < _wrong.Length; piece++)
                {
                    if (_wrong[piece] && Storage.IsVerified(piece))
                    {
                        Storage.MarkVerified(piece, false);
                    }
                }
            }
            else
            {
                _owner.Fail(Storage, DiskError.NoRoot(Storage.Root));
            }
        }

        Action? afterwards;
        lock (_gate)
        {
            _isEnded = true;
            afterwards = _afterwards;
        }

        _owner.VerificationEnded(this);
        afterwards?.Invoke();
    }
}
