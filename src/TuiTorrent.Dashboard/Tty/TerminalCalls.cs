using System.Runtime.InteropServices;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>The calls of libc on terminals and signals that .NET has no door to, or behind whose door System.Console would take the terminal over.</summary>
/// <remarks>Any thread. Each returns what the call returns; <see cref="Marshal.GetLastPInvokeError"/> holds errno. Numbers are those of Linux on x64 and arm64.</remarks>
internal static unsafe partial class TerminalCalls
{
    public const int ReadWrite = 2;
    public const int NoControl = 0x100; // O_NOCTTY
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const short PollIn = 1;
    public const short PollOut = 4;
    public const short PollGone = 8 | 16 | 32; // POLLERR, POLLHUP, POLLNVAL

    public const int Interrupted = 4;
    public const int WouldBlock = 11;

    public const nuint GetWindowSize = 0x5413; // TIOCGWINSZ
    public const int Now = 0; // TCSANOW
    public const int Input = 0; // TCIFLUSH
    public const int Stop = 20; // SIGTSTP
    public const int OwnGroup = 0;

    /// <summary>More than struct termios has anywhere: 60 bytes with glibc.</summary>
    public const int TermiosBytes = 256;

    /// <summary>More than struct sigaction has anywhere: 152 bytes with glibc. All zero it is the default action.</summary>
    public const int SignalActionBytes = 256;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2")]
    public static partial int Duplicate(int handle, int target);

    [LibraryImport("libc", EntryPoint = "dup")]
    public static partial int Duplicate(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(int handle);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int handle, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int handle, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollItem* items, nuint count, int timeoutMs);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventHandle(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int Control(int handle, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    public static partial int GetModes(int handle, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    public static partial int SetModes(int handle, int when, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcflush")]
    public static partial int Flush(int handle, int which);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(byte* termios);

    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    public static partial int SignalAction(int signal, byte* action, byte* before);

    /// <summary>Ends the process now: nothing is flushed, no handler runs, nothing is waited for.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);
}

/// <summary>struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollItem
{
    public int Handle;
    public short Wanted;
    public short Ready;
}
