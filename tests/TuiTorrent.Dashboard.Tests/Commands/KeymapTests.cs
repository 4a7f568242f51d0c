using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Commands;

namespace TuiTorrent.Dashboard.Tests.Commands;

public sealed class KeymapTests
{
    [Theory]
    [InlineData("p", "p")]
    [InlineData("P", "P")]
    [InlineData("?", "?")]
    [InlineData("+", "+")]
    [InlineData("-", "-")]
    [InlineData(",", ",")]
    [InlineData("1", "1")]
    [InlineData("é", "é")]
    [InlineData("ctrl+s", "Ctrl+S")]
    [InlineData("Ctrl+S", "Ctrl+S")]
    [InlineData("Alt+1", "Alt+1")]
    [InlineData("Alt+x", "Alt+x")]
    [InlineData("space", "Space")]
    [InlineData(" ", "Space")]
    [InlineData("⏎", "Enter")]
    [InlineData("return", "Enter")]
    [InlineData("CursorUp", "Up")]
    [InlineData("Shift+Up", "Shift+Up")]
    [InlineData("shift+delete", "Shift+Del")]
    [InlineData("PageDown", "PgDn")]
    [InlineData("f12", "F12")]
    [InlineData("Ctrl+Up", "Ctrl+Up")]
    [InlineData("Shift+Tab", "Shift+Tab")]
    [InlineData("Backquote", "`")]
    [InlineData("F13", null)]
    [InlineData("Ctrl+", null)]
    [InlineData("", null)]
    [InlineData("pp", null)]
    [InlineData("Hyper+p", null)]
    [InlineData("\e", null)]
    public void A_key_is_read_and_shown_the_same_way(string text, string? shown)
    {
        Assert.Equal(shown is not null, KeyText.TryParse(text, out var key));
        if (shown is not null)
        {
            Assert.Equal(shown, KeyText.Show(key!));
            Assert.True(KeyText.TryParse(shown, out var again));
            Assert.Equal(key, again);
        }
    }

    [Theory]
    [InlineData("p", "p")]
    [InlineData("P", "P")]
    [InlineData("?", "?")]
    [InlineData("\u0013", "Ctrl+S")]
    [InlineData("\e[A", "Up")]
    [InlineData("\e[1;2A", "Shift+Up")]
    [InlineData("\e[3;2~", "Shift+Del")]
    [InlineData("\e[Z", "Shift+Tab")]
    [InlineData("\eOP", "F1")]
    [InlineData("\e1", "Alt+1")]
    [InlineData("\r", "Enter")]
    [InlineData(" ", "Space")]
    [InlineData("\e", "Esc")]
    [InlineData("\u007f", "Backspace")]
    [InlineData("_", "_")]
    [InlineData(":", ":")]
    public void What_a_terminal_sends_is_the_key_that_we_mean(string sent, string key)
    {
        using var screen = new ScreenHarness(20, 5);
        var seen = new Seen();
        screen.Show(seen);

        screen.Type(sent);

        Assert.True(KeyText.TryParse(key, out var expected));
        Assert.Equal([expected], seen.Keys);
    }

    [Fact]
    public void A_key_of_the_users_own_replaces_those_of_the_command_and_is_taken_from_others()
    {
        Assert.Null(Keymap.TryCreate("default", ["verify=p", "verify=Ctrl+V"], out var keymap));

        Assert.Equal("verify", Find(keymap, "p"));
        Assert.Equal("verify", Find(keymap, "Ctrl+V"));
        Assert.Null(Find(keymap, "V"));
        Assert.Empty(keymap.KeysOf(CommandTable.Find("pause-resume")!));
        Assert.Equal("p", keymap.KeyOf("verify", CommandScope.List));
    }

    [Fact]
    public void A_command_can_be_left_without_a_key()
    {
        Assert.Null(Keymap.TryCreate("default", ["remove-data="], out var keymap));

        Assert.Null(Find(keymap, "D"));
    }

    [Fact]
    public void The_same_key_may_mean_another_thing_elsewhere()
    {
        Assert.Equal("columns", Keymap.Default.Find(Key.C, CommandScope.List)?.Name);
        Assert.Equal("copy-peer", Keymap.Default.Find(Key.C, CommandScope.Peers)?.Name);
        Assert.Null(Keymap.Default.Find(Key.C, CommandScope.Overview));
    }

    [Theory]
    [InlineData("vi", "", "There is no preset of keys \"vi\"; there are default, rtorrent, tremc, vim. Did you mean vim?")]
    [InlineData("default", "verfy=p", "There is no command \"verfy\" to bind a key to. Did you mean verify?")]
    [InlineData("default", "verify=Hyper+p", "\"Hyper+p\" is no key: write p, P, Ctrl+S, Alt+1, F2, Space, Enter, Up or the like.")]
    [InlineData("default", "verify", "\"verify\" binds nothing: write COMMAND=KEY, for example pause=Space.")]
    [InlineData("default", "\u001b[31mx=p", "There is no command \"[31mx\" to bind a key to.")]
    public void What_is_wrong_with_a_binding_is_said(string preset, string binding, string sentence) =>
        Assert.Equal(sentence, Keymap.TryCreate(preset, binding.Length > 0 ? [binding] : [], out _));

    private static string? Find(Keymap keymap, string key) => KeyText.TryParse(key, out var parsed) ? keymap.Find(parsed, CommandScope.List)?.Name : "no key";

    private sealed class Seen : TuiTorrent.Dashboard.Paint.Backdrop
    {
        public List<Key> Keys { get; } = [];

        protected override bool OnKeyDown(Key key)
        {
            Keys.Add(key);
            return true;
        }
    }
}
