using System.Globalization;
using System.Runtime.InteropServices;

namespace TuiTorrent.Daemon.Hosting;

/// <summary>Gives back what only the start needed: garbage, and pages of code that a daemon at rest never runs.</summary>
/// <remarks>
/// Code is mapped from files and can be read again at any time, but the kernel takes mapped pages last: on a board with 512 MB they would
/// hold for weeks what was run once. What is still in use comes back by itself, a few pages at a time.
/// </remarks>
internal static partial class StartMemory
{
    private const int DontNeed = 4; // MADV_DONTNEED, <sys/mman.h>

    /// <summary>Any thread; takes some milliseconds.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps"))
            {
                if (TryReadCode(line, out var start, out var length))
                {
                    _ = Advise((nint)start, (nuint)length, DontNeed);
                }
            }
        }
        catch (IOException)
        {
            // Without /proc everything stays as it is.
        }
    }

    /// <summary>
    /// A mapping of code: executable, not writable, private, of a file. Only there is no page changed that could not be read again; data that the
    /// loader relocated looks read-only too, and must stay. Layout: "start-end perms offset device inode path" (proc_pid_maps(5)).
    /// </summary>
    internal static bool TryReadCode(string line, out long start, out long length)
    {
        (start, length) = (0, 0);
        var parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var range, "r-xp", _, _, _, var path] || !path.TrimStart().StartsWith('/') || path.EndsWith("(deleted)", StringComparison.Ordinal))
        {
            return false;
        }

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0
            || !long.TryParse(range.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out start)
            || !long.TryParse(range.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end)
            || end <= start)
        {
            return false;
        }

        length = end - start;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);
}
