using System.Runtime.CompilerServices;
using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Tests.Commands;

/// <summary>tuitorrent-dashboard(1) tells what there is. TUITORRENT_WRITE_GOLDEN=1 puts the table of commands into it anew.</summary>
public sealed class ManualTests
{
    private const string Begin = ".\\\" Made from the table of commands, from here\n";
    private const string End = ".\\\" to here.\n";

    [Fact]
    public void The_manual_page_has_the_table_of_commands()
    {
        var page = File.ReadAllText(Page());
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(end, Begin.Length, page.Length);

        if (Environment.GetEnvironmentVariable("TUITORRENT_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(Page(), page[..begin] + ManualText.Render() + page[end..]);
        }
        else
        {
            Assert.Equal(ManualText.Render(), page[begin..end]);
        }
    }

    [Fact]
    public void Each_command_and_its_first_key_stand_in_the_manual_page()
    {
        var page = File.ReadAllText(Page()).Replace("\\-", "-").Replace("\\(ga", "`");

        Assert.All(CommandTable.All, command => Assert.Contains(command.Name, page, StringComparison.Ordinal));
        Assert.All(CommandTable.All, command => Assert.True(
            Keymap.Default.KeysOf(command) is not [var first, ..] || page.Contains($".B \"{KeyText.Show(first)}", StringComparison.Ordinal), command.Name));
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "packaging", "man", "tuitorrent-dashboard.1"));
}
