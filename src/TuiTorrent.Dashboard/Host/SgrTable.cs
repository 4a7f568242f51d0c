using System.Text;
using Terminal.Gui.Drawing;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TuiTorrent.Dashboard.Host;

/// <summary>How many colours a terminal is sent.</summary>
internal enum ColorDepth
{
    /// <summary>None: bold, underline, faint and reverse only.</summary>
    Mono,

    /// <summary>The 16 of every terminal.</summary>
    Sixteen,

    /// <summary>24 bits.</summary>
    TrueColor,
}

/// <summary>Attributes as pens: small numbers, one for all attributes that look the same in this depth, and the SGR sequences that lead from one to another.</summary>
/// <remarks>Not thread-safe. Source: ECMA-48, 8.3.117.</remarks>
internal sealed class SgrTable
{
    /// <summary>The terminal's own colours, and nothing else: the pen of a terminal after a reset.</summary>
    public const int PlainPen = 0;

    /// <summary>Attributes that are told apart; a theme has some dozens. What comes beyond is drawn plain.</summary>
    private const int MaxKnown = 1024;

    private const TextStyle Shown = TextStyle.Bold | TextStyle.Faint | TextStyle.Underline | TextStyle.Reverse;

    /// <summary>What the library's own buffer is filled with before anyone drew: nobody's colours.</summary>
    private static readonly Attribute Undrawn = new(ColorName16.White, ColorName16.Black);

    private readonly Dictionary<Attribute, int> _known = [];
    private readonly Dictionary<(int From, int To), byte[]> _changes = [];
    private readonly List<Look> _looks = [new(TextStyle.None, "", "")];
    private readonly ColorDepth _depth;

    /// <summary>For one depth.</summary>
    public SgrTable(ColorDepth depth) => _depth = depth;

    /// <summary>The terminal's own colours.</summary>
    public static Attribute Plain { get; } = new(Color.None, Color.None);

    /// <summary>The pen that draws an attribute.</summary>
    public int PenOf(Attribute attribute)
    {
        if (_known.TryGetValue(attribute, out var pen))
        {
            return pen;
        }

        if (_known.Count >= MaxKnown)
        {
            return PlainPen;
        }

        var look = attribute == Undrawn ? _looks[PlainPen] : _depth == ColorDepth.Mono
            ? new Look(attribute.Style & Shown, "", "")
            : new Look(attribute.Style & Shown, CodeOf(attribute.Foreground, 30), CodeOf(attribute.Background, 40));
        pen = _looks.IndexOf(look);
        if (pen < 0)
        {
            pen = _looks.Count;
            _looks.Add(look);
        }

        return _known[attribute] = pen;
    }

    /// <summary>Whether a blank looks the same in this pen as in none.</summary>
    public bool IsQuiet(int pen) => _looks[pen] is { Background: "" } look && (look.Style & (TextStyle.Underline | TextStyle.Reverse)) == 0;

    /// <summary>From one pen to another.</summary>
    public ReadOnlySpan<byte> Change(int from, int to)
    {
        if (_changes.TryGetValue((from, to), out var sequence))
        {
            return sequence;
        }

        if (_changes.Count >= MaxKnown)
        {
            _changes.Clear();
        }

        return _changes[(from, to)] = Make(_looks[from], _looks[to]);
    }

    /// <summary>From whatever was before.</summary>
    public ReadOnlySpan<byte> Of(Attribute attribute)
    {
        var to = _looks[PenOf(attribute)];
        return Encoding.ASCII.GetBytes(to == _looks[PlainPen] ? "\e[m" : $"\e[0{Codes(to)}m");
    }

    private static byte[] Make(Look from, Look to)
    {
        var text = new StringBuilder();
        if (from.Style == to.Style && to != new Look(TextStyle.None, "", ""))
        {
            text.Append(from.Foreground == to.Foreground ? "" : to.Foreground.Length > 0 ? to.Foreground : ";39");
            text.Append(from.Background == to.Background ? "" : to.Background.Length > 0 ? to.Background : ";49");
        }
        else if (from == new Look(TextStyle.None, "", ""))
        {
            text.Append(Codes(to));
        }
        else if (to != new Look(TextStyle.None, "", ""))
        {
            text.Append(";0").Append(Codes(to));
        }

        // Each code begins with its semicolon; the first one has none.
        return Encoding.ASCII.GetBytes(text.Length > 0 ? $"\e[{text.Remove(0, 1)}m" : "\e[m");
    }

    private static string Codes(Look look)
    {
        var text = new StringBuilder();
        Add(TextStyle.Bold, ";1");
        Add(TextStyle.Faint, ";2");
        Add(TextStyle.Underline, ";4");
        Add(TextStyle.Reverse, ";7");
        return text.Append(look.Foreground).Append(look.Background).ToString();

        void Add(TextStyle style, string code) => text.Append(look.Style.HasFlag(style) ? code : "");
    }

    private string CodeOf(Color color, int first)
    {
        if (color == Color.None)
        {
            return "";
        }

        if (_depth == ColorDepth.TrueColor)
        {
            return $";{first + 8};2;{color.R};{color.G};{color.B}";
        }

        var name = (int)color.GetClosestNamedColor16();

        // Terminal.Gui counts as the PC did (blue is 1), terminals as ECMA-48 does (red is 1).
        var code = (name & 0b1010) | ((name & 1) << 2) | ((name & 4) >> 2);
        return $";{(code >= 8 ? first + 60 + code - 8 : first + code)}";
    }

    /// <summary>What an attribute comes to in this depth. Colours are codes, each after a semicolon; "" for the terminal's own.</summary>
    private sealed record Look(TextStyle Style, string Foreground, string Background);
}
