using System.Diagnostics.CodeAnalysis;
using Terminal.Gui.Input;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Keys as people write and read them: "p", "P", "Ctrl+S", "Space", "Enter", "PgUp", "F2", "Shift+Up".</summary>
internal static class KeyText
{
    /// <summary>Our word, Terminal.Gui's, and the sign that some keyboards wear.</summary>
    private static readonly (string Ours, string Theirs, string Sign)[] Names =
    [
        ("Up", "CursorUp", "↑"), ("Down", "CursorDown", "↓"), ("Left", "CursorLeft", "←"), ("Right", "CursorRight", "→"), ("PgUp", "PageUp", "PgUp"), ("PgDn", "PageDown", "PgDn"),
        ("Del", "Delete", "Del"), ("Ins", "Insert", "Ins"), ("Enter", "Enter", "⏎"), ("Esc", "Esc", "Esc"), ("Space", "Space", "Space"), ("Tab", "Tab", "Tab"), ("Backspace", "Backspace", "Bksp"),
        ("Home", "Home", "Home"), ("End", "End", "End"),
    ];

    private static readonly (string Word, string Theirs)[] Aliases =
        [("Return", "Enter"), ("Escape", "Esc"), ("PageUp", "PageUp"), ("PageDown", "PageDown"), ("Delete", "Delete"), ("Insert", "Insert"), ("Backquote", "`")];

    private static readonly string[] Modifiers = ["Ctrl+", "Alt+", "Shift+"];

    /// <summary>Reads a key.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Key? key)
    {
        key = null;
        text = text is " " ? "Space" : text.Trim();
        var (rest, prefix) = (text, "");
        for (var isMore = true; isMore;)
        {
            isMore = false;
            foreach (var modifier in Modifiers)
            {
                if (rest.Length > modifier.Length && rest.StartsWith(modifier, StringComparison.OrdinalIgnoreCase))
                {
                    (prefix, rest, isMore) = (prefix + modifier, rest[modifier.Length..], true);
                }
            }
        }

        if (rest.Length == 0)
        {
            return false;
        }

        if (rest.Length == 1 && Named(rest) is null)
        {
            // Alone, the case of a letter is its Shift; with Ctrl it has none.
            var letter = rest[0];
            if (char.IsControl(letter) || char.IsSurrogate(letter))
            {
                return false;
            }

            key = new Key(letter);
        }
        else if (Named(rest) is not { } name || !Key.TryParse(name, out key) || key is null)
        {
            return false;
        }

        if (prefix.Contains("Ctrl+", StringComparison.Ordinal))
        {
            key = (char.IsAsciiLetter(rest[0]) && rest.Length == 1 ? new Key(char.ToLowerInvariant(rest[0])) : key).WithCtrl;
        }

        key = prefix.Contains("Alt+", StringComparison.Ordinal) ? key.WithAlt : key;
        key = prefix.Contains("Shift+", StringComparison.Ordinal) ? key.WithShift : key;
        return true;
    }

    /// <summary>"Ctrl+S", "Enter", "p": as help and settings write it, and <see cref="TryParse"/> reads it.</summary>
    public static string Show(Key key)
    {
        var bare = key.NoAlt.NoCtrl;
        var prefix = (key.IsCtrl ? "Ctrl+" : "") + (key.IsAlt ? "Alt+" : "");
        if (bare.AsRune is { Value: > 32 } rune && !(key.IsCtrl && char.IsAsciiLetter((char)rune.Value)))
        {
            return prefix + rune;
        }

        prefix += key.IsShift && !key.IsCtrl ? "Shift+" : "";
        var code = bare.NoShift.KeyCode;
        if (code is >= Terminal.Gui.Drivers.KeyCode.A and <= Terminal.Gui.Drivers.KeyCode.Z)
        {
            return prefix + (char)code;
        }

        var theirs = code.ToString();
        return prefix + Array.Find(Names, name => name.Theirs == theirs) switch
        {
            { Ours: { } ours } => ours,
            _ => theirs,
        };
    }

    /// <summary>As the row of keys has it, where columns are few: "⏎", "^S". Unlike others it may need more than ASCII, where the terminal has more.</summary>
    /// <param name="key">As <see cref="Show"/> writes it.</param>
    public static string Brief(string key) => key.Length == 6 && key.StartsWith("Ctrl+", StringComparison.Ordinal)
        ? $"^{key[^1]}"
        : GlyphSet.Current.IsUnicode && Array.Find(Names, name => name.Ours == key) is { Sign: { } sign } ? sign : key;

    private static string? Named(string word)
    {
        foreach (var (ours, theirs, sign) in Names)
        {
            if (word.Equals(ours, StringComparison.OrdinalIgnoreCase) || word.Equals(theirs, StringComparison.OrdinalIgnoreCase) || word == sign)
            {
                return theirs;
            }
        }

        foreach (var (alias, theirs) in Aliases)
        {
            if (word.Equals(alias, StringComparison.OrdinalIgnoreCase))
            {
                return theirs;
            }
        }

        return word.Length is 2 or 3 && word[0] is 'f' or 'F' && int.TryParse(word.AsSpan(1), out var number) && number is >= 1 and <= 12 ? "F" + number : null;
    }
}
