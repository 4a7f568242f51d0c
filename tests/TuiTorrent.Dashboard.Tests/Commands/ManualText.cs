using System.Text;
using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Tests.Commands;

/// <summary>The part of the manual page that is the table of commands, in the language of man(7).</summary>
internal static class ManualText
{
    private const int LineLength = 78;

    private static readonly (CommandScope Scope, string Name)[] Tabs =
    [
        (CommandScope.Overview, "Overview"), (CommandScope.Files, "Files"), (CommandScope.Peers, "Peers"), (CommandScope.Trackers, "Trackers"), (CommandScope.Why, "Why"),
    ];

    /// <summary>All commands by their groups, then the presets.</summary>
    public static string Render()
    {
        var text = new StringBuilder(".SH KEYS AND COMMANDS\n.nh\n");
        text.Append("Each key is followed by what it does, the name of the command, and where the\nkey counts if that is not everywhere.\n");
        text.Append("A command without a key is run by typing\n.B :\nand its name; here it begins with a colon.\n");
        foreach (var group in CommandTable.All.GroupBy(static command => command.Group))
        {
            text.Append(".SS ").Append(group.Key).Append('\n');
            foreach (var command in group)
            {
                Append(text, command);
            }
        }

        text.Append(".SH PRESETS OF KEYS\n");
        text.Append(".B \\-\\-keys\nputs the habits of another program over the keys above; a key that it takes\nis lost to the command that had it.\n");
        foreach (var preset in KeyPreset.All)
        {
            text.Append(".TP\n.B ").Append(Escape(preset.Name)).Append('\n').Append(Sentence(preset.Help));
            if (preset.Keys.Length > 0)
            {
                text.Append(".br\nIn full:\n");
                AppendList(text, preset.Keys.Select(static one => (string.Join(' ', one.Keys), one.Command)));
            }
        }

        // Names of commands must not be hyphenated.
        return text.Append(".hy\n").ToString();
    }

    private static void Append(StringBuilder text, UiCommand command)
    {
        var keys = string.Join(' ', Keymap.Default.KeysOf(command).Select(KeyText.Show));
        text.Append(".TP\n.B \"").Append(Escape(keys.Length > 0 ? keys : $": {command.Name} {command.Argument}".TrimEnd())).Append("\"\n");
        text.Append(Sentence(command.Help));
        if (keys.Length > 0)
        {
            text.Append(".RI [ ").Append(Escape(command.Name)).Append(Where(command.Scope) is { Length: > 0 } where ? $" \", {where}\"" : "").Append(" ]\n");
        }

        if (CommandTable.Menus.FirstOrDefault(menu => menu.Command == command.Name) is { } menu)
        {
            text.Append(".br\nThe second key:\n");
            AppendList(text, menu.Choices);
        }
    }

    private static void AppendList(StringBuilder text, IEnumerable<(string Keys, string Command)> rows)
    {
        var list = rows.ToList();
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(".B \"").Append(Escape(list[i].Keys)).Append("\"\n").Append(Escape(list[i].Command)).Append(i + 1 < list.Count ? ",\n" : ".\n");
        }
    }

    private static string Where(CommandScope scope) => scope switch
    {
        CommandScope.List => "in the list",
        CommandScope.Details => "in the details",
        _ when scope.HasFlag(CommandScope.List) || scope.HasFlag(CommandScope.OtherTabs) => "",
        _ => "in the tab " + string.Join(" and ", Tabs.Where(tab => scope.HasFlag(tab.Scope)).Select(static tab => tab.Name)),
    };

    /// <summary>In lines that a person can read in the source, too.</summary>
    private static string Sentence(string text)
    {
        var (lines, column) = (new StringBuilder(), 0);
        foreach (var word in Escape(text).Split(' '))
        {
            // At the beginning of a line, these two would make it a request.
            var breaks = column + 1 + word.Length > LineLength && word[0] is not ('.' or '\'');
            lines.Append(column == 0 ? "" : breaks ? "\n" : " ").Append(word);
            column = breaks ? word.Length : column + 1 + word.Length;
        }

        return lines.Append('\n').ToString();
    }

    private static string Escape(string text)
    {
        text = text.Replace("\\", "\\e").Replace("-", "\\-").Replace("`", "\\(ga").Replace("~", "\\(ti").Replace("^", "\\(ha");
        return text.StartsWith('.') || text.StartsWith('\'') ? "\\&" + text : text;
    }
}
