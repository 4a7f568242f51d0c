using System.CommandLine;
using System.Text;

namespace TuiTorrent.Cli;

/// <summary>Writes help: usage, options in two columns, and what else there is to know, in lines of 80 columns.</summary>
internal static class HelpText
{
    private const int Width = 80;
    private const int Indent = 2;
    private const int SecondColumn = 28;

    /// <summary>The whole text, without a last line feed.</summary>
    /// <param name="command">Whose options and subcommands are listed; its description is printed first.</param>
    /// <param name="usage">What follows the program's name.</param>
    /// <param name="notes">Lines to end with, printed as they are.</param>
    public static string Render(Command command, string usage, string notes)
    {
        var text = new StringBuilder();
        text.Append(command.Description).Append("\n\nUsage: tuitorrent ").Append(usage).Append('\n');
        if (command.Subcommands.Count > 0)
        {
            text.Append("\nCommands:\n");
            foreach (var subcommand in command.Subcommands)
            {
                AppendRow(text, subcommand.Name, subcommand.Description ?? "");
            }
        }

        if (command.Options.Count > 0)
        {
            text.Append("\nOptions:\n");
            foreach (var option in command.Options)
            {
                AppendRow(text, Label(option), option.Description ?? "");
            }
        }

        if (notes.Length > 0)
        {
            text.Append('\n').Append(notes);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Label(Option option)
    {
        var label = option.Name;
        foreach (var alias in option.Aliases)
        {
            label = alias + ", " + label;
        }

        return option.HelpName is null ? label : label + " " + option.HelpName;
    }

    private static void AppendRow(StringBuilder text, string label, string description)
    {
        text.Append(' ', Indent).Append(label);
        var column = Indent + label.Length;
        if (column + Indent > SecondColumn)
        {
            text.Append('\n');
            column = 0;
        }

        text.Append(' ', SecondColumn - column);
        column = SecondColumn;
        var isFirst = true;
        foreach (var word in description.Split(' '))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', SecondColumn);
                column = SecondColumn;
                isFirst = true;
            }

            text.Append(isFirst ? "" : " ").Append(word);
            column += word.Length + (isFirst ? 0 : 1);
            isFirst = false;
        }

        text.Append('\n');
    }
}
