using TuiTorrent.Core;
using TuiTorrent.Dashboard.Host;
using TuiTorrent.Dashboard.Options;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Tty;

/// <summary>What a terminal can show and what it may be sent, by what the environment says of it.</summary>
/// <remarks>Pure. Nothing is asked of the terminal itself: an answer that comes late, or never, would delay the first frame or be taken for keys.</remarks>
internal sealed record TerminalTraits
{
    /// <summary>Longest name of a terminal that a sentence repeats.</summary>
    private const int MaxName = 40;

    /// <summary>Signs beyond letters.</summary>
    public required GlyphSet Glyphs { get; init; }

    /// <summary>Colours.</summary>
    public required ColorDepth Depth { get; init; }

    /// <summary>Whether it has the private modes of xterm: alternate screen, bracketed paste, mouse, synchronized update. The Linux console and old hardware have not, and what is no mode to them may be shown.</summary>
    public required bool HasPrivateModes { get; init; }

    /// <summary>Whether it reports the mouse, and shall.</summary>
    public required bool HasMouse { get; init; }

    /// <summary>Whether it takes operating system commands; the Linux console shows some of them as text, and takes others for new colours.</summary>
    public required bool HasClipboard { get; init; }

    /// <summary>Judges a terminal.</summary>
    /// <param name="variable">Gives a variable of the environment, or null.</param>
    /// <param name="isTerminal">Whether input and output are one.</param>
    /// <param name="options">What the user wants otherwise.</param>
    /// <param name="refusal">Why it can't be done, a sentence that offers another way; "" if it can.</param>
    /// <returns>Null if it can't show the dashboard at all.</returns>
    public static TerminalTraits? Of(Func<string, string?> variable, bool isTerminal, DashboardOptions options, out string refusal)
    {
        var name = variable("TERM") ?? "";
        refusal = (isTerminal, name) switch
        {
            (false, _) => "The dashboard needs a terminal for its input and output. ",
            (_, "") => "This terminal doesn't say what it is (TERM is not set), so it can't show the dashboard. ",
            (_, "dumb" or "unknown") => $"This terminal (TERM={SafeText.From(name, MaxName)}) can't show the dashboard. ",
            _ => "",
        };
        if (refusal.Length > 0)
        {
            refusal += "\"tuitorrent list\" shows the downloads, \"tuitorrent --help\" all that can be done without it.";
            return null;
        }

        var isOld = IsOld(name);
        var hasPrivateModes = !isOld && name is not "linux";
        return new TerminalTraits
        {
            Glyphs = options.IsAscii || !hasPrivateModes || !IsUtf8(variable) ? GlyphSet.AsciiOnly : GlyphSet.Unicode,
            Depth = options.Theme switch
            {
                ThemeChoice.Mono => ColorDepth.Mono,
                ThemeChoice.Sixteen => ColorDepth.Sixteen,
                ThemeChoice.TrueColor => ColorDepth.TrueColor,
                _ when variable("NO_COLOR") is { Length: > 0 } || isOld => ColorDepth.Mono,
                _ when variable("COLORTERM") is "truecolor" or "24bit" => ColorDepth.TrueColor,
                _ => ColorDepth.Sixteen,
            },
            HasPrivateModes = hasPrivateModes,
            HasMouse = options.HasMouse && hasPrivateModes,
            HasClipboard = hasPrivateModes,
        };
    }

    /// <summary>Hardware of the eighties, and what takes after it: no colours, no modes of xterm.</summary>
    private static bool IsOld(string name) => name.StartsWith("vt", StringComparison.Ordinal) && name.Length > 2 && char.IsAsciiDigit(name[2]);

    /// <summary>The first of these variables that is set decides, as for the C library. Source: locale(7).</summary>
    private static bool IsUtf8(Func<string, string?> variable)
    {
        foreach (var one in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (variable(one) is { Length: > 0 } locale)
            {
                return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
