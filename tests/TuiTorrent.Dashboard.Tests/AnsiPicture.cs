using System.Text;
using Terminal.Gui.Drawing;
using TuiTorrent.Dashboard.Host;
using Attribute = Terminal.Gui.Drawing.Attribute;

namespace TuiTorrent.Dashboard.Tests;

/// <summary>A frame as text with colours, one row a line, so that `cat` shows a golden file and a difference can be read.</summary>
internal static class AnsiPicture
{
    private static readonly SgrTable Sgr = new(ColorDepth.Sixteen);

    public static string Of(Cell[,] contents)
    {
        var text = new StringBuilder();
        for (var y = 0; y < contents.GetLength(0); y++)
        {
            Attribute pen = SgrTable.Plain;
            var line = new StringBuilder();
            for (var x = 0; x < contents.GetLength(1); x++)
            {
                var attribute = contents[y, x].Attribute ?? SgrTable.Plain;
                if (attribute != pen)
                {
                    line.Append(Encoding.ASCII.GetString(Sgr.Of(attribute)));
                    pen = attribute;
                }

                line.Append(contents[y, x].Grapheme);

                // The right half of a wide character follows from it.
                x += Core.TextWidth.Of(contents[y, x].Grapheme) == 2 ? 1 : 0;
            }

            if (pen == SgrTable.Plain)
            {
                text.Append(line.ToString().TrimEnd(' '));
            }
            else
            {
                text.Append(line).Append("\e[m");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
