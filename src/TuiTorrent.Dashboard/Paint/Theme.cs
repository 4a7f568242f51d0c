using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TuiTorrent.Dashboard.Paint;

/// <summary>How roles and grounds look. <see cref="Color.None"/> is the terminal's own colour, so that a theme fits black and white terminals alike.</summary>
internal sealed class Theme
{
    private static readonly int Roles = Enum.GetValues<Role>().Length;
    private static readonly int Grounds = Enum.GetValues<Ground>().Length;
    private readonly Attribute[] _attributes = new Attribute[Roles * Grounds];

    private Theme(string name, Func<Role, Ground, Attribute> look)
    {
        Name = name;
        for (var ground = 0; ground < Grounds; ground++)
        {
            for (var role = 0; role < Roles; role++)
            {
                _attributes[(ground * Roles) + role] = look((Role)role, (Ground)ground);
            }
        }
    }

    /// <summary>As in config.toml.</summary>
    public string Name { get; }

    /// <summary>The 16 colours that every terminal has, on its own background. The default.</summary>
    public static Theme Sixteen { get; } = new("16", LookInSixteen);

    /// <summary>No colours at all: bold, underline and reverse alone.</summary>
    public static Theme Mono { get; } = new("mono", LookInMono);

    /// <summary>Softer colours, for terminals with 24 bits.</summary>
    public static Theme TrueColor { get; } = new("truecolor", LookInTrueColor);

    /// <summary>The one in use; changed on the thread of the screen, with a redraw of all after it.</summary>
    public static Theme Current { get; set; } = Sixteen;

    /// <summary>How it looks.</summary>
    public Attribute this[Ink ink] => _attributes[((int)ink.Ground * Roles) + (int)ink.Role];

    /// <summary>
    /// Colours that can be read on black, on white and on Solarized, whose "bright black" is its background: what is dim is faint instead. Yellow is weak on white, so a warning is underlined, too.
    /// </summary>
    private static Attribute LookInSixteen(Role role, Ground ground)
    {
        var text = role switch
        {
            Role.Dim or Role.Empty => Look(Color.None, TextStyle.Faint),
            Role.Strong or Role.Title => Look(Color.None, TextStyle.Bold),
            Role.Down or Role.Filled => Look(ColorName16.Cyan),
            Role.Up => Look(ColorName16.Magenta),
            Role.Good => Look(ColorName16.Green),
            Role.Warn => Look(ColorName16.Yellow, TextStyle.Underline),
            Role.Bad => Look(ColorName16.Red, TextStyle.Bold),
            Role.Key => Look(ColorName16.BrightBlue, TextStyle.Bold),
            _ => Look(Color.None),
        };
        return On(ground, text, new Color(ColorName16.BrightBlue), Look(Color.None, TextStyle.Faint));
    }

    private static Attribute LookInMono(Role role, Ground ground)
    {
        var style = role switch
        {
            Role.Strong or Role.Title or Role.Bad or Role.Key => TextStyle.Bold,
            Role.Warn => TextStyle.Underline,
            Role.Dim or Role.Empty => TextStyle.Faint,
            _ => TextStyle.None,
        };
        style = ground switch
        {
            Ground.Cursor => TextStyle.Reverse | (style & TextStyle.Bold),
            Ground.Marked => style | TextStyle.Bold | TextStyle.Underline,
            Ground.Stale => TextStyle.Faint,
            _ => style,
        };
        return Look(Color.None, style);
    }

    /// <summary>Of middle brightness: three to four times as bright as black and as dark as white.</summary>
    private static Attribute LookInTrueColor(Role role, Ground ground)
    {
        var text = role switch
        {
            Role.Dim or Role.Empty => Look(new Color(0x80, 0x86, 0x90)),
            Role.Strong or Role.Title => Look(Color.None, TextStyle.Bold),
            Role.Down or Role.Filled => Look(new Color(0x2F, 0x8F, 0xC8)),
            Role.Up => Look(new Color(0xB8, 0x60, 0xA8)),
            Role.Good => Look(new Color(0x3C, 0x95, 0x58)),
            Role.Warn => Look(new Color(0xB0, 0x7A, 0x10), TextStyle.Underline),
            Role.Bad => Look(new Color(0xE0, 0x4F, 0x45), TextStyle.Bold),
            Role.Key => Look(new Color(0x5B, 0x7F, 0xE8), TextStyle.Bold),
            _ => Look(Color.None),
        };
        return On(ground, text, new Color(0x5B, 0x7F, 0xE8), Look(new Color(0x80, 0x86, 0x90)));
    }

    private static Attribute On(Ground ground, Attribute text, Color marked, Attribute stale) => ground switch
    {
        Ground.Cursor => text with { Foreground = Color.None, Style = TextStyle.Reverse | (text.Style & TextStyle.Bold) },
        Ground.Marked => text with { Foreground = marked, Style = TextStyle.Bold },
        Ground.Stale => stale,
        _ => text,
    };

    private static Attribute Look(Color foreground, TextStyle style = TextStyle.None) => new(foreground, Color.None, style);

    private static Attribute Look(ColorName16 foreground, TextStyle style = TextStyle.None) => Look(new Color(foreground), style);
}
