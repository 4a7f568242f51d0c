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

    private static Attribute LookInSixteen(Role role, Ground ground)
    {
        var text = role switch
        {
            Role.Dim => Look(ColorName16.DarkGray),
            Role.Strong => Look(Color.None, TextStyle.Bold),
            Role.Title => Look(Color.None, TextStyle.Bold),
            Role.Down => Look(ColorName16.Cyan),
            Role.Up => Look(ColorName16.Magenta),
            Role.Good => Look(ColorName16.Green),
            Role.Warn => Look(ColorName16.Yellow),
            Role.Bad => Look(ColorName16.Red, TextStyle.Bold),
            Role.Key => Look(ColorName16.Cyan, TextStyle.Bold),
            Role.Filled => Look(ColorName16.Cyan),
            Role.Empty => Look(ColorName16.DarkGray),
            _ => Look(Color.None),
        };
        return ground switch
        {
            Ground.Cursor => text with { Foreground = Color.None, Style = TextStyle.Reverse | (text.Style & TextStyle.Bold) },
            Ground.Marked => text with { Foreground = new Color(ColorName16.Yellow), Style = text.Style | TextStyle.Bold },
            Ground.Stale => Look(ColorName16.DarkGray),
            _ => text,
        };
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

    private static Attribute LookInTrueColor(Role role, Ground ground)
    {
        var text = role switch
        {
            Role.Dim => Look(new Color(0x80, 0x86, 0x90)),
            Role.Strong or Role.Title => Look(Color.None, TextStyle.Bold),
            Role.Down => Look(new Color(0x3A, 0x9F, 0xD8)),
            Role.Up => Look(new Color(0xC6, 0x78, 0xB8)),
            Role.Good => Look(new Color(0x4C, 0xA8, 0x6A)),
            Role.Warn => Look(new Color(0xD8, 0x9B, 0x2B)),
            Role.Bad => Look(new Color(0xE0, 0x4F, 0x45), TextStyle.Bold),
            Role.Key => Look(new Color(0x3A, 0x9F, 0xD8), TextStyle.Bold),
            Role.Filled => Look(new Color(0x3A, 0x9F, 0xD8)),
            Role.Empty => Look(new Color(0x80, 0x86, 0x90)),
            _ => Look(Color.None),
        };
        return ground switch
        {
            Ground.Cursor => text with { Foreground = Color.None, Style = TextStyle.Reverse | (text.Style & TextStyle.Bold) },
            Ground.Marked => text with { Foreground = new Color(0xD8, 0x9B, 0x2B), Style = text.Style | TextStyle.Bold },
            Ground.Stale => Look(new Color(0x80, 0x86, 0x90)),
            _ => text,
        };
    }

    private static Attribute Look(Color foreground, TextStyle style = TextStyle.None) => new(foreground, Color.None, style);

    private static Attribute Look(ColorName16 foreground, TextStyle style = TextStyle.None) => Look(new Color(foreground), style);
}
