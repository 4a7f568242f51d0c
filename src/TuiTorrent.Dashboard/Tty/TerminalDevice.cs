using System.Drawing;
using System.Runtime.InteropServices;
using TuiTorrent.Dashboard.Loop;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>The terminal as the kernel offers it: bytes, modes, size.</summary>
/// <remarks>
/// Opened anew rather than inherited, because waiting without blocking is a property of an open file that the shell would share. Never closed: the process ends with it.
/// </remarks>
internal sealed unsafe class TerminalDevice
{
    private const int FallbackColumns = 80;
    private const int FallbackRows = 24;

    /// <summary>Signals that may come while output waits for room; more are no accident.</summary>
    private const int MaxInterruptions = 16;

    private readonly int _handle;
    private readonly int _wake;
    private readonly byte[] _found = new byte[TerminalCalls.TermiosBytes];

    private TerminalDevice(int handle, int wake) => (_handle, _wake) = (handle, wake);

    /// <summary>Whether standard input and output are a terminal.</summary>
    public static bool IsThere => TerminalCalls.IsTerminal(0) == 1 && TerminalCalls.IsTerminal(1) == 1;

    /// <summary>In cells. What doesn't know it, such as a serial line, is taken for the size that all terminals once had.</summary>
    public Size Size
    {
        get
        {
            // struct winsize: rows, columns, pixels across, pixels down, each 16 bits.
            var size = stackalloc ushort[4];
            return TerminalCalls.Control(_handle, TerminalCalls.GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? new Size(size[1], size[0]) : new Size(FallbackColumns, FallbackRows);
        }
    }

    /// <summary>Opens the terminal of this process, and remembers its modes.</summary>
    /// <returns>Null if that can't be done.</returns>
    public static TerminalDevice? Open()
    {
        const int Flags = TerminalCalls.ReadWrite | TerminalCalls.NoControl | TerminalCalls.NonBlocking | TerminalCalls.CloseOnExec;

        // A user who became another one may not open the device by its name, but this one always. Without a controlling terminal it is the other way round.
        var handle = TerminalCalls.Open("/dev/tty", Flags);
        handle = handle >= 0 ? handle : TerminalCalls.Open("/proc/self/fd/1", Flags);
        handle = handle >= 0 ? handle : TerminalCalls.Duplicate(0);
        var wake = TerminalCalls.EventHandle(0, TerminalCalls.NonBlocking | TerminalCalls.CloseOnExec);
        var device = new TerminalDevice(handle, wake);
        if (handle < 0 || wake < 0 || !device.RememberModes())
        {
            return null;
        }

        // Terminal.Gui starts programs for its clipboard, and .NET would change the modes for them, wherever standard input is a terminal.
        var nothing = TerminalCalls.Open("/dev/null", TerminalCalls.ReadWrite | TerminalCalls.CloseOnExec);
        if (nothing >= 0)
        {
            _ = TerminalCalls.Duplicate(nothing, 0);
            _ = TerminalCalls.Close(nothing);
        }

        return device;
    }

    /// <summary>Every byte as it is typed, none shown, none with a meaning for the kernel.</summary>
    public void MakeRaw()
    {
        fixed (byte* found = _found)
        {
            var raw = stackalloc byte[TerminalCalls.TermiosBytes];
            Buffer.MemoryCopy(found, raw, TerminalCalls.TermiosBytes, TerminalCalls.TermiosBytes);
            TerminalCalls.MakeRaw(raw);
            _ = TerminalCalls.SetModes(_handle, TerminalCalls.Now, raw);
        }
    }

    /// <summary>The modes as they were found; what was typed ahead for us is not left for the shell.</summary>
    public void RestoreModes()
    {
        _ = TerminalCalls.Flush(_handle, TerminalCalls.Input);
        fixed (byte* found = _found)
        {
            _ = TerminalCalls.SetModes(_handle, TerminalCalls.Now, found);
        }
    }

    /// <summary>Finds the modes anew: a shell that had the terminal meanwhile may have changed them.</summary>
    public bool RememberModes()
    {
        fixed (byte* found = _found)
        {
            return TerminalCalls.GetModes(_handle, found) == 0;
        }
    }

    /// <inheritdoc cref="ITerminal.Wait"/>
    public Ready Wait(bool wantsOutput, int timeoutMs)
    {
        var items = stackalloc PollItem[2];
        items[0] = new PollItem { Handle = _handle, Wanted = (short)(TerminalCalls.PollIn | (wantsOutput ? TerminalCalls.PollOut : 0)) };
        items[1] = new PollItem { Handle = _wake, Wanted = TerminalCalls.PollIn };
        if (TerminalCalls.Poll(items, 2, timeoutMs) < 0)
        {
            return Marshal.GetLastPInvokeError() == TerminalCalls.Interrupted ? Ready.None : Ready.Gone;
        }

        var ready = Ready.None;
        if ((items[0].Ready & TerminalCalls.PollGone) != 0)
        {
            ready |= Ready.Gone;
        }

        if ((items[0].Ready & TerminalCalls.PollIn) != 0)
        {
            ready |= Ready.Input;
        }

        if ((items[0].Ready & TerminalCalls.PollOut) != 0)
        {
            ready |= Ready.Output;
        }

        if (items[1].Ready != 0)
        {
            ulong count;
            _ = TerminalCalls.Read(_wake, &count, sizeof(ulong));
            ready |= Ready.Woken;
        }

        return ready;
    }

    /// <inheritdoc cref="ITerminal.Read"/>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var count = (int)TerminalCalls.Read(_handle, start, (nuint)buffer.Length);
            return count > 0 ? count : count < 0 && IsForNow() ? 0 : -1;
        }
    }

    /// <inheritdoc cref="ITerminal.Write"/>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var count = (int)TerminalCalls.Write(_handle, start, (nuint)bytes.Length);
            return count >= 0 ? count : IsForNow() ? 0 : -1;
        }
    }

    /// <summary>Writes all, waiting for room.</summary>
    /// <param name="bytes">What.</param>
    /// <param name="patienceMs">How long to wait for room each time, in milliseconds: nobody may read at the other end.</param>
    public void WriteAll(ReadOnlySpan<byte> bytes, int patienceMs)
    {
        var interruptions = MaxInterruptions;
        while (!bytes.IsEmpty)
        {
            var count = Write(bytes);
            if (count < 0)
            {
                return;
            }

            bytes = bytes[count..];
            if (!bytes.IsEmpty)
            {
                var item = new PollItem { Handle = _handle, Wanted = TerminalCalls.PollOut };
                var ready = TerminalCalls.Poll(&item, 1, patienceMs);
                if (ready < 0 && Marshal.GetLastPInvokeError() == TerminalCalls.Interrupted && interruptions-- > 0)
                {
                    // A signal is no reason to leave the terminal half restored.
                    continue;
                }

                if (ready <= 0 || (item.Ready & TerminalCalls.PollOut) == 0)
                {
                    return;
                }
            }
        }
    }

    /// <inheritdoc cref="ITerminal.Wake"/>
    public void Wake()
    {
        ulong one = 1;
        _ = TerminalCalls.Write(_wake, &one, sizeof(ulong));
    }

    private static bool IsForNow() => Marshal.GetLastPInvokeError() is TerminalCalls.WouldBlock or TerminalCalls.Interrupted;
}
