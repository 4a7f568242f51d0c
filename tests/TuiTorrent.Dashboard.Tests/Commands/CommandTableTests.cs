using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Tests.Commands;

public sealed class CommandTableTests
{
    /// <summary>The key map that was promised: preset, where, keys, command.</summary>
    public static TheoryData<string, string, string, string> Promised() => new()
    {
        { "default", "List", "Up k Ctrl+P", "up" },
        { "default", "List", "Down j Ctrl+N", "down" },
        { "default", "List", "PgUp", "page-up" },
        { "default", "List", "PgDn", "page-down" },
        { "default", "List", "Ctrl+U", "half-page-up" },
        { "default", "List", "Ctrl+D", "half-page-down" },
        { "default", "List", "Home g", "first" },
        { "default", "List", "End G", "last" },
        { "default", "List", "Enter Right l", "open" },
        { "default", "Overview", "Esc q", "back" },
        { "default", "Overview", "Left h", "back-left" },
        { "default", "Files", "Esc q", "back" },
        { "default", "List", "Space", "mark" },
        { "default", "List", "v", "mark-range" },
        { "default", "List", "i", "mark-invert" },
        { "default", "List", "A", "mark-all" },
        { "default", "List", "Esc", "clear" },
        { "default", "List", "Shift+Up", "mark-up" },
        { "default", "List", "Shift+Down", "mark-down" },
        { "default", "List", ",", "mark-text" },
        { "default", "List", "a Backspace", "add" },
        { "default", "List", "Ctrl+A", "add-paused" },
        { "default", "List", "p", "pause-resume" },
        { "default", "Overview", "p", "pause-resume" },
        { "default", "List", "P", "pause-resume-all" },
        { "rtorrent", "List", "Ctrl+S", "resume" },
        { "rtorrent", "List", "Ctrl+D", "pause" },
        { "default", "List", "d r Del", "remove" },
        { "default", "List", "D Shift+Del", "remove-data" },
        { "default", "List", "V Ctrl+R y", "verify" },
        { "default", "List", "R", "reannounce" },
        { "default", "List", "m", "move" },
        { "default", "List", "e F2", "rename" },
        { "tremc", "List", "F", "rename" },
        { "default", "List", "-", "priority-down" },
        { "default", "List", "+", "priority-up" },
        { "default", "List", "K", "queue-up" },
        { "default", "List", "J", "queue-down" },
        { "default", "List", "b B", "label" },
        { "default", "List", "T", "limits" },
        { "tremc", "List", "D U", "limits" },
        { "default", "List", "t", "turtle" },
        { "default", "List", "Ctrl+T", "limits-all" },
        { "rtorrent", "List", "a", "up-limit-plus-1" },
        { "rtorrent", "List", "s", "up-limit-plus-5" },
        { "rtorrent", "List", "d", "up-limit-plus-50" },
        { "rtorrent", "List", "z", "up-limit-minus-1" },
        { "rtorrent", "List", "x", "up-limit-minus-5" },
        { "rtorrent", "List", "c", "up-limit-minus-50" },
        { "default", "List", "/ F F4", "filter" },
        { "default", "List", "n", "search-next" },
        { "default", "List", "N", "search-previous" },
        { "default", "List", "f", "show" },
        { "default", "List", "1", "show-all" },
        { "default", "List", "2", "show-downloading" },
        { "default", "List", "3", "show-seeding" },
        { "default", "List", "4", "show-active" },
        { "default", "List", "5", "show-paused" },
        { "default", "List", "6", "show-errors" },
        { "default", "List", "7", "show-label" },
        { "default", "List", "8", "show-tracker" },
        { "default", "List", "9", "show-first-error" },
        { "default", "List", "0", "show-everything" },
        { "default", "List", "o s", "sort" },
        { "default", "List", "O", "reverse" },
        { "default", "List", "c", "columns" },
        { "default", "List", "<", "sort-left" },
        { "default", "List", ">", "sort-right" },
        { "default", "Overview", "Tab ]", "tab-next" },
        { "default", "Overview", "Shift+Tab [", "tab-previous" },
        { "tremc", "Overview", "o", "tab-overview" },
        { "tremc", "Overview", "f", "tab-files" },
        { "tremc", "Overview", "e", "tab-peers" },
        { "tremc", "Overview", "t", "tab-trackers" },
        { "tremc", "Overview", "c", "tab-pieces" },
        { "default", "Files", "Left", "file-down" },
        { "default", "Files", "Right", "file-up" },
        { "default", "Files", "Space", "file-next" },
        { "default", "Files", "0", "file-skip" },
        { "default", "Files", "1", "file-low" },
        { "default", "Files", "2", "file-normal" },
        { "default", "Files", "3", "file-high" },
        { "default", "Files", "o", "file-order" },
        { "default", "Overview", "+", "graph-in" },
        { "default", "Overview", "-", "graph-out" },
        { "default", "Peers", "c", "copy-peer" },
        { "default", "Trackers", "r", "tracker-announce" },
        { "default", "Trackers", "a", "tracker-add" },
        { "default", "Trackers", "d", "tracker-remove" },
        { "default", "List", "u z", "undo" },
        { "default", "List", "Ctrl+Y", "redo" },
        { "default", "List", ": `", "palette" },
        { "default", "List", "x Ctrl+X", "actions" },
        { "default", "List", "? F1", "help" },
        { "default", "List", "L", "log" },
        { "default", "List", "Alt+1", "box-1" },
        { "default", "List", "Alt+2", "box-2" },
        { "default", "List", "Alt+3", "box-3" },
        { "default", "List", "Alt+4", "box-4" },
        { "default", "List", "_", "layout" },
        { "default", "List", "(", "faster" },
        { "default", "List", ")", "slower" },
        { "default", "List", "Ctrl+Z", "suspend" },
        { "default", "List", "Ctrl+L", "redraw" },
        { "default", "List", "q Ctrl+Q Ctrl+W", "quit" },
    };

    [Theory]
    [MemberData(nameof(Promised))]
    public void Every_promised_key_is_bound(string preset, string scope, string keys, string command)
    {
        Assert.Null(Keymap.TryCreate(preset, [], out var keymap));
        foreach (var text in keys.Split(' '))
        {
            Assert.True(KeyText.TryParse(text, out var key));
            Assert.Equal(command, keymap.Find(key, Enum.Parse<CommandScope>(scope))?.Name);
        }
    }

    [Fact]
    public void No_two_commands_of_overlapping_scope_share_a_key()
    {
        var taken = new List<(string Key, UiCommand Command)>();
        foreach (var command in CommandTable.All)
        {
            foreach (var key in command.Keys)
            {
                var rival = taken.Find(one => one.Key == key && (one.Command.Scope & command.Scope) != 0).Command;
                Assert.True(rival is null, $"{key} is both {rival?.Name} and {command.Name}");
                taken.Add((key, command));
            }
        }
    }

    [Fact]
    public void Every_command_says_in_a_sentence_what_it_does()
    {
        foreach (var command in CommandTable.All)
        {
            Assert.Matches("^[A-Z].*[^.]\\.$", command.Help);
            Assert.Matches("^[a-z][a-z0-9-]*$", command.Name);
            Assert.InRange(command.Title.Length, 1, 20);
            Assert.NotEmpty(command.Group);
            Assert.Equal(command.Argument.Length > 0, command.RunWith is not null);
        }
    }

    [Fact]
    public void Every_command_is_in_the_palette()
    {
        var found = TuiTorrent.Dashboard.Dialogs.PaletteDialog.Find("", CommandScope.List);
        Assert.Equal(CommandTable.All.Select(static command => command.Name).Order(), found.Select(static command => command.Name).Order());
        foreach (var command in CommandTable.All)
        {
            Assert.Contains(command, TuiTorrent.Dashboard.Dialogs.PaletteDialog.Find(command.Name, CommandScope.List));
        }
    }

    [Fact]
    public void Every_choice_after_a_first_key_is_a_command_and_each_key_is_there_once()
    {
        foreach (var menu in CommandTable.Menus)
        {
            Assert.NotNull(CommandTable.Find(menu.Command));
            Assert.Equal(menu.Choices.Length, menu.Choices.Select(static choice => choice.Key).Distinct().Count());
            Assert.All(menu.Choices, static choice => Assert.NotNull(CommandTable.Find(choice.Command)));
        }
    }

    [Fact]
    public void Ending_the_daemon_and_losing_data_are_never_one_key_away()
    {
        foreach (var preset in KeyPreset.All)
        {
            Assert.Null(Keymap.TryCreate(preset.Name, [], out var keymap));
            Assert.Empty(keymap.KeysOf(CommandTable.Find("shutdown")!));
        }
    }

    [Theory]
    [InlineData("default")]
    [InlineData("rtorrent")]
    [InlineData("tremc")]
    [InlineData("vim")]
    public void In_every_preset_a_key_does_one_thing_and_help_and_quit_are_there(string preset)
    {
        Assert.Null(Keymap.TryCreate(preset, [], out var keymap));
        foreach (var command in CommandTable.All)
        {
            foreach (var key in keymap.KeysOf(command))
            {
                foreach (var scope in Enum.GetValues<CommandScope>().Where(scope => int.PopCount((int)scope) == 1 && (scope & command.Scope) != 0))
                {
                    Assert.Equal(command.Name, keymap.Find(key, scope)?.Name);
                }
            }
        }

        Assert.NotNull(keymap.KeyOf("help", CommandScope.List));
        Assert.NotNull(keymap.KeyOf("quit", CommandScope.List));
        Assert.NotNull(keymap.KeyOf("back", CommandScope.Files));
        Assert.NotNull(keymap.KeyOf("palette", CommandScope.List));
    }
}
