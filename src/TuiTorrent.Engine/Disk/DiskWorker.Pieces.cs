using System.Security.Cryptography;
using TuiTorrent.Core;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Engine.Disk;

/// <content>How blocks become pieces: hashed on arrival, written in runs, checked when whole.</content>
internal sealed partial class DiskWorker
{
    // Read-back: large enough that a call is nothing beside its hashing, small enough for the cache.
    private const int ScratchBlocks = 16;

    // Assemblies kept for reuse; each has a native hash context.
    private const int MaxSpareAssemblies = 16;

    private readonly Dictionary<PieceKey, PieceAssembly> _pieces = [];
    private readonly List<PieceAssembly> _touched = [];
    private readonly Stack<PieceAssembly> _spare = new();
    private PieceAssembly? _last;
    private byte[]? _scratch;
    private int _held;

    private void Write(TorrentStorage storage, int piece, int begin, Block block)
    {
        var pieces = storage.Layout.Pieces;
        var index = begin / Limits.BlockSize;
        var isWhole = begin % Limits.BlockSize == 0 && pieces.Contains(piece, begin, block.Length) && block.Length == pieces.BlockSize(piece, index);
        if (!isWhole || !storage.IsOpen || storage.Failure is not null || Find(storage, piece) is not { } assembly || assembly.HasReceived(index))
        {
            block.Return();
            return;
        }

        var held = assembly.HeldCount;
        assembly.Hold(index, block);
        if (!assembly.IsTouched)
        {
            assembly.IsTouched = true;
            _touched.Add(assembly);
        }

        Hash(assembly);
        _held += assembly.HeldCount - held;
    }

    // The assembly of a piece, begun if need be; null when the piece is verified.
    private PieceAssembly? Find(TorrentStorage storage, int piece)
    {
        if (_last is { } last && last.Piece == piece && last.Storage == storage)
        {
            return last;
        }

        if (!_pieces.TryGetValue(new PieceKey(storage, piece), out var assembly))
        {
            if (storage.BeginPiece(piece) is not { } written)
            {
                return null;
            }

            assembly = _spare.TryPop(out var spare) ? spare : new PieceAssembly();
            assembly.Begin(storage, piece, written);
            _pieces.Add(new PieceKey(storage, piece), assembly);
        }

        return _last = assembly;
    }

    private void Hash(PieceAssembly assembly)
    {
        while (true)
        {
            assembly.HashHeld();
            var end = assembly.ReadBackEnd(ScratchBlocks);
            if (end == assembly.Hashed)
            {
                return;
            }

            var pieces = assembly.Storage.Layout.Pieces;
            var begin = assembly.Hashed * Limits.BlockSize;
            var length = (end - 1) * Limits.BlockSize + pieces.BlockSize(assembly.Piece, end - 1) - begin;
            var scratch = Scratch[..length];
            if (_files.Read(assembly.Storage, assembly.Offset + begin, scratch) is { } error)
            {
                _owner.Fail(assembly.Storage, error);
                return;
            }

            assembly.HashReadBack(scratch, end - assembly.Hashed);
        }
    }

    private Span<byte> Scratch => _scratch ??= GC.AllocateUninitializedArray<byte>(ScratchBlocks * Limits.BlockSize);

    private void WriteTouched()
    {
        foreach (var assembly in _touched)
        {
            assembly.IsTouched = false;
            var storage = assembly.Storage;
            if (storage.Failure is not null)
            {
                Forget(assembly);
                continue;
            }

            if (assembly.IsComplete)
            {
                Complete(assembly);
            }
            else if (assembly.HasFullRun)
            {
                WriteHeld(assembly, fullRunsOnly: true, alsoUnhashed: false);
                assembly.ClearFullRun();
            }

            _owner.NoteDirty(storage);
        }

        _touched.Clear();
    }

    private void Complete(PieceAssembly assembly)
    {
        var (storage, piece) = (assembly.Storage, assembly.Piece);
        var ok = assembly.Check();
        if (ok && !WriteHeld(assembly, fullRunsOnly: false, alsoUnhashed: false))
        {
            Forget(assembly);
            return;
        }

        Forget(assembly);
        if (ok)
        {
            storage.MarkVerified(piece, true);
        }
        else
        {
            storage.DropPartial(piece);
        }

        _events.PieceHashed(storage, piece, ok);
    }

    // False when the disk refused; the storage has failed then.
    private bool WriteHeld(PieceAssembly assembly, bool fullRunsOnly, bool alsoUnhashed)
    {
        var held = assembly.HeldCount;
        var storage = assembly.Storage;
        DiskError? error = null;
        for (var end = 0; error is null && assembly.NextUnwritten(ref end, fullRunsOnly, out var first);)
        {
            error = _files.Write(storage, assembly.Offset + (long)first * Limits.BlockSize, assembly.HeldRange(first, end));
            if (error is null)
            {
                storage.MarkWritten(assembly.Written, first, end);
                assembly.ReleaseWritten(first, end, alsoUnhashed);
            }
        }

        if (error is not null)
        {
            _owner.Fail(storage, error);
        }

        if (alsoUnhashed && error is null)
        {
            assembly.ReleaseWritten(0, assembly.BlockCount, alsoUnhashed: true);
        }

        _held += assembly.HeldCount - held;
        return error is null;
    }

    private void WriteEverything(TorrentStorage? storage, bool alsoUnhashed)
    {
        foreach (var assembly in _pieces.Values)
        {
            if ((storage is null || assembly.Storage == storage) && assembly.HeldCount > 0 && assembly.Storage.Failure is null)
            {
                WriteHeld(assembly, fullRunsOnly: false, alsoUnhashed);
            }
        }
    }

    // With a quarter of the pool left, what is held is written though it makes shorter runs, and nothing is kept for hashing alone.
    private void RelievePressure(bool tellOthers)
    {
        if (!_owner.IsPoolLow)
        {
            return;
        }

        if (_held > 0)
        {
            WriteEverything(null, alsoUnhashed: true);
        }

        if (tellOthers)
        {
            _owner.WakeHolders(this);
        }
    }

    private void Drop(TorrentStorage storage, int piece)
    {
        if (_pieces.TryGetValue(new PieceKey(storage, piece), out var assembly))
        {
            if (assembly.IsTouched)
            {
                _touched.Remove(assembly);
            }

            Forget(assembly);
        }

        if (storage.IsOpen)
        {
            storage.DropPartial(piece);
        }
    }

    private void Forget(PieceAssembly assembly)
    {
        _pieces.Remove(new PieceKey(assembly.Storage, assembly.Piece));
        _held -= assembly.HeldCount;
        assembly.End();
        _last = _last == assembly ? null : _last;
        if (_spare.Count < MaxSpareAssemblies)
        {
            _spare.Push(assembly);
        }
        else
        {
            assembly.Dispose();
        }
    }

    private void ForgetAll(TorrentStorage? storage = null)
    {
        foreach (var assembly in _pieces.Values.Where(a => storage is null || a.Storage == storage).ToList())
        {
            Forget(assembly);
        }
    }

    private readonly record struct PieceKey(TorrentStorage Storage, int Piece);
}
