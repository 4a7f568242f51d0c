using System.Runtime.InteropServices;

namespace TuiTorrent.Engine.Posix;

/// <summary>How urgent the calling thread is to the kernel.</summary>
internal static partial class ThreadPriorities
{
    private const int OfProcess = 0;
    private const int Lowest = 19;
    private const nint IoOfProcess = 1;
    private const nint IoIdleClass = 3 << 13;

    /// <summary>The calling thread runs, and reads, when nobody else wants to. Where the kernel refuses, it goes on as it was.</summary>
    public static void MakeIdle()
    {
        // Linux takes both for a thread when the id is 0.
        _ = SetPriority(OfProcess, 0, Lowest);
        var number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 251,
            Architecture.Arm64 => 30,
            Architecture.Arm => 314,
            _ => 0,
        };
        if (number != 0)
        {
            _ = SystemCall(number, IoOfProcess, 0, IoIdleClass);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third);
}
