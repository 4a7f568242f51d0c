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

/// <summary>The SGR sequence of each attribute, made once. A sequence begins with a reset, so that it does not depend on what was before.</summary>
/// <remarks>Source: ECMA-48, 8.3.117.</remarks>
internal sealed class SgrTable
{
    /// <summary>Attributes that are remembered; a theme has some dozens.</summary>
    private const int MaxKnown = 512;

    private readonly Dictionary<Attribute, byte[]> _known = [];
    private readonly ColorDepth _depth;

    /// <summary>For one depth.</summary>
    public SgrTable(ColorDepth depth) => _depth = depth;

    /// <summary>The terminal's own colours.</summary>
    public static Attribute Plain { get; } = new(Color.None, Color.None);

    /// <summary>The sequence.</summary>
    public ReadOnlySpan<byte> Of(Attribute attribute)
    {
        if (_known.TryGetValue(attribute, out var sequence))
        {
            return sequence;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known[attribute] = Make(attribute);
    }

    private byte[] Make(Attribute attribute)
    {
        var text = new StringBuilder("\e[");
        Add(attribute.Style, TextStyle.Bold, "1");
        Add(attribute.Style, TextStyle.Faint, "2");
        Add(attribute.Style, TextStyle.Underline, "4");
        Add(attribute.Style, TextStyle.Reverse, "7");
        if (_depth != ColorDepth.Mono)
        {
            AddColor(attribute.Foreground, 30);
            AddColor(attribute.Background, 40);
        }

        text.Append('m');
        if (text.Length > "\e[m".Length)
        {
            text.Insert(2, "0");
        }

        return Encoding.ASCII.GetBytes(text.ToString());

        void Add(TextStyle styles, TextStyle style, string code)
        {
            if (styles.HasFlag(style))
            {
                text.Append(';').Append(code);
            }
        }

        void AddColor(Color color, int first)
        {
            if (color == Color.None)
            {
                return;
            }

            if (_depth == ColorDepth.TrueColor)
            {
                text.Append(';').Append(first + 8).Append(";2;").Append(color.R).Append(';').Append(color.G).Append(';').Append(color.B);
                return;
            }

            var name = (int)color.GetClosestNamedColor16();

            // Terminal.Gui counts as the PC did (blue is 1), terminals as ECMA-48 does (red is 1).
            var code = (name & 0b1010) | ((name & 1) << 2) | ((name & 4) >> 2);
            text.Append(';').Append(code >= 8 ? first + 60 + code - 8 : first + code);
        }
    }
}
