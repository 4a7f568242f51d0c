using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TuiTorrent.Rpc.Contract;

/// <summary>Calls of the C library for which .NET has no word.</summary>
internal static unsafe partial class PosixCalls
{
    private const int AtWorkingDirectory = -100;
    private const int AtNoFollow = 0x100;
    private const uint StatxBasicStats = 0x7FF;
    private const int StatxSize = 256;

    /// <summary>Whose rights this process has.</summary>
    public static uint EffectiveUser() => GetEffectiveUser();

    /// <summary>What lies at a path, itself and not what it points to; null if nothing can be seen there.</summary>
    /// <remarks>statx, because its layout is the same on all processors: uid at 20, mode at 28.</remarks>
    public static FileStatus? StatusOf(string path) => StatusOf(path, AtNoFollow);

    /// <summary>Whether a path leads to plain data, links followed.</summary>
    public static bool IsRegularFile(string path) => StatusOf(path, 0) is { IsRegular: true };

    private static FileStatus? StatusOf(string path, int flags)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        status.Clear();
        fixed (byte* pointer = status)
        {
            if (Statx(AtWorkingDirectory, path, flags, StatxBasicStats, pointer) != 0)
            {
                return null;
            }
        }

        return new FileStatus(BinaryPrimitives.ReadUInt32LittleEndian(status[20..]), BinaryPrimitives.ReadUInt16LittleEndian(status[28..]));
    }

    /// <summary>Not 0 if it can't be made, or exists.</summary>
    [LibraryImport("libc", EntryPoint = "mkdir", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, byte* status);

    /// <summary>Owner and mode bits with the type.</summary>
    internal readonly record struct FileStatus(uint User, ushort Mode)
    {
        private const int TypeMask = 0xF000;
        private const int DirectoryType = 0x4000;
        private const int RegularType = 0x8000;

        public bool IsDirectory => (Mode & TypeMask) == DirectoryType;

        public bool IsRegular => (Mode & TypeMask) == RegularType;
    }
}
