using System.Runtime.InteropServices;

namespace TuiTorrent.Cli;

/// <summary>Brings a terminal back that a dashboard left in its own state because it was killed.</summary>
/// <remarks>Numbers and layouts are those of Linux, the same on x64 and arm64.</remarks>
internal static unsafe partial class TerminalReset
{
    /// <summary>
    /// What a dashboard switches on, off: synchronised output, mouse, paste marks, reports of focus; then the alternate screen (the cursor is saved before, because leaving a screen that was
    /// never entered would move it), colours, the keypad, the line's end, and the cursor to be seen.
    /// </summary>
    public const string Sequences = "\e[?2026l\e[?1000l\e[?1002l\e[?1003l\e[?1006l\e[?1015l\e[?2004l\e[?1004l\e7\e[?1049l\e[0m\e[?1l\e>\e[?7h\e(B\x0f\e[?25h\r";

    private const int Now = 0; // TCSANOW
    private const int Words = 4;
    private const int Characters = 17;

    private const uint InputOn = 0x2 | 0x100 | 0x400 | 0x2000; // BRKINT | ICRNL | IXON | IMAXBEL
    private const uint InputOff = 0x1 | 0x40 | 0x80 | 0x200 | 0x800 | 0x1000; // IGNBRK | INLCR | IGNCR | IUCLC | IXANY | IXOFF
    private const uint OutputOn = 0x1 | 0x4; // OPOST | ONLCR
    private const uint OutputOff = 0x2 | 0x8 | 0x10 | 0x20; // OLCUC | OCRNL | ONOCR | ONLRET
    private const uint ControlOn = 0x80; // CREAD
    private const uint LocalOn = 0x1 | 0x2 | 0x8 | 0x10 | 0x20 | 0x200 | 0x800 | 0x8000; // ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN
    private const uint LocalOff = 0x40 | 0x80 | 0x100 | 0x400 | 0x10000; // ECHONL | NOFLSH | TOSTOP | ECHOPRT | EXTPROC

    /// <summary>Ctrl-C, Ctrl-\, backspace, Ctrl-U, Ctrl-D, a byte at a time, Ctrl-Q, Ctrl-S, Ctrl-Z, Ctrl-R, Ctrl-O, Ctrl-W, Ctrl-V: what `stty sane` has.</summary>
    private static ReadOnlySpan<byte> UsualCharacters => [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0];

    /// <summary>Lines, echo and signals as a shell has them; nothing happens where there is no terminal.</summary>
    public static void MakeSane(int descriptor)
    {
        // struct termios: four words of flags, the line discipline, 19 control characters (glibc keeps room for 32), two speeds.
        var settings = stackalloc byte[128];
        if (Get(descriptor, settings) != 0)
        {
            return;
        }

        var flags = (uint*)settings;
        flags[0] = (flags[0] | InputOn) & ~InputOff;
        flags[1] = (flags[1] | OutputOn) & ~OutputOff;
        flags[2] |= ControlOn;
        flags[3] = (flags[3] | LocalOn) & ~LocalOff;
        UsualCharacters.CopyTo(new Span<byte>(settings + (Words * sizeof(uint)) + 1, Characters));
        _ = Set(descriptor, Now, settings);
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int Get(int descriptor, byte* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int Set(int descriptor, int when, byte* settings);
}
