using System.Buffers;
using System.Buffers.Text;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>What a terminal is sent besides frames. With <see cref="Host.FrameWriter"/> and <see cref="Host.SgrTable"/> this is all that ever goes out.</summary>
/// <remarks>Pure. Source: ECMA-48; xterm's control sequences (private modes, OSC 52).</remarks>
internal static class Sequences
{
    /// <summary>Longest text for the clipboard, in bytes before its encoding: terminals and multiplexers drop what is longer.</summary>
    public const int MaxCopy = 8 * 1024;

    /// <summary>Takes the terminal over: the other screen, no cursor, no wrapping at the right edge, whole pastes, the mouse.</summary>
    public static byte[] Enter(TerminalTraits traits, bool usesMouse)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (traits.HasPrivateModes)
        {
            // 1049: the cursor is kept, the alternate screen shown and cleared.
            bytes.Write("\e[?1049h"u8);
        }

        bytes.Write(Renew(traits, usesMouse));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The same for a terminal that is on our screen already, but that somebody else wrote on.</summary>
    public static byte[] Renew(TerminalTraits traits, bool usesMouse)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write("\e[0m\e[?25l\e[?7l"u8);
        if (traits.HasPrivateModes)
        {
            bytes.Write("\e[?2004h"u8);
        }

        if (usesMouse)
        {
            bytes.Write(Mouse(true));
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Asks for reports of the mouse, or no more. Only for terminals with private modes.</summary>
    public static byte[] Mouse(bool isOn)
    {
        // 1000: presses, releases and the wheel, no movement; 1006: as numbers, so that a wide window's columns fit.
        return isOn ? "\e[?1000h\e[?1006h"u8.ToArray() : "\e[?1006l\e[?1000l"u8.ToArray();
    }

    /// <summary>Gives the terminal back as a shell expects it. Safe to send twice, and in the midst of anything else.</summary>
    public static byte[] Leave(TerminalTraits traits)
    {
        var bytes = new ArrayBufferWriter<byte>();

        // CAN ends a sequence that was cut off half-way.
        bytes.Write("\u0018"u8);
        if (traits.HasPrivateModes)
        {
            bytes.Write("\e[?1006l\e[?1000l\e[?2004l\e[?2026l"u8);
        }

        // Application keys of cursor and keypad are off, as nobody else may have left them on either.
        bytes.Write("\e[0m\e[?7h\e[?1l\e>"u8);
        if (traits.HasPrivateModes)
        {
            bytes.Write("\e[?1049l"u8);
        }
        else
        {
            // No other screen to go back to: what we drew goes away.
            bytes.Write("\e[2J\e[H"u8);
        }

        bytes.Write("\e[?25h"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Puts a text into the clipboard of the terminal: OSC 52 ; c ; base64 ST.</summary>
    /// <returns>Empty if the text is too long or has anything but printable ASCII.</returns>
    public static byte[] Copy(string text)
    {
        if (text.Length is 0 or > MaxCopy || text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            return [];
        }

        var start = "\e]52;c;"u8;
        var end = "\e\\"u8;
        var bytes = new byte[start.Length + Base64.GetMaxEncodedToUtf8Length(text.Length) + end.Length];
        start.CopyTo(bytes);
        Base64.EncodeToUtf8(System.Text.Encoding.ASCII.GetBytes(text), bytes.AsSpan(start.Length), out _, out var length);
        end.CopyTo(bytes.AsSpan(start.Length + length));
        return bytes;
    }
}
