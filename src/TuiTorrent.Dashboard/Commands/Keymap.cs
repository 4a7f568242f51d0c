using Terminal.Gui.Drivers;
using Terminal.Gui.Input;

namespace TuiTorrent.Dashboard.Commands;

/// <summary>Which key does what where. Immutable.</summary>
/// <remarks>Invariant: of commands whose scopes overlap, a key belongs to one. A preset takes a key from the defaults, and the user takes it from both.</remarks>
internal sealed class Keymap
{
    private readonly Dictionary<KeyCode, List<UiCommand>> _byKey = [];
    private readonly Dictionary<string, List<Key>> _byCommand = [];

    private Keymap(KeyPreset preset) => Preset = preset;

    /// <summary>What is bound without any wish.</summary>
    public static Keymap Default { get; } = Build(KeyPreset.Default);

    /// <summary>The preset that it stands on.</summary>
    public KeyPreset Preset { get; }

    /// <summary>A preset and the user's own bindings.</summary>
    /// <param name="preset">"default", "rtorrent", "tremc" or "vim".</param>
    /// <param name="bindings">"COMMAND=KEY" each. A command that is named has the keys named with it and no others; "COMMAND=" leaves it none.</param>
    /// <param name="keymap">The result; the default where something is wrong.</param>
    /// <returns>What is wrong, a sentence; null if nothing is.</returns>
    public static string? TryCreate(string preset, IReadOnlyList<string> bindings, out Keymap keymap)
    {
        keymap = Default;
        if (KeyPreset.All.FirstOrDefault(one => one.Name == preset) is not { } found)
        {
            return $"There is no preset of keys \"{Shown(preset)}\"; there are {string.Join(", ", KeyPreset.All.Select(static one => one.Name))}.{Suggestion.For(preset, KeyPreset.All.Select(static one => one.Name))}";
        }

        var own = new List<(UiCommand Command, Key? Key)>();
        foreach (var binding in bindings)
        {
            var equals = binding.IndexOf('=');
            if (equals <= 0)
            {
                return $"\"{Shown(binding)}\" binds nothing: write COMMAND=KEY, for example pause=Space.";
            }

            var (name, keyText) = (binding[..equals].Trim(), binding[(equals + 1)..]);
            if (CommandTable.Find(name) is not { } command)
            {
                return $"There is no command \"{Shown(name)}\" to bind a key to.{Suggestion.For(name, CommandTable.All.Select(static one => one.Name))}";
            }

            if (keyText.Length == 0)
            {
                own.Add((command, null));
            }
            else if (KeyText.TryParse(keyText, out var key))
            {
                own.Add((command, key));
            }
            else
            {
                return $"\"{Shown(keyText)}\" is no key: write p, P, Ctrl+S, Alt+1, F2, Space, Enter, Up or the like.";
            }
        }

        keymap = Build(found);
        foreach (var command in own.Select(static one => one.Command).Distinct())
        {
            keymap.Release(command);
        }

        foreach (var (command, key) in own)
        {
            if (key is not null)
            {
                keymap.Take(command, key, isFirst: false);
            }
        }

        return null;
    }

    /// <summary>The command of a key; null if none is bound to it there.</summary>
    public UiCommand? Find(Key key, CommandScope scope)
    {
        if (_byKey.TryGetValue(key.KeyCode, out var commands))
        {
            foreach (var command in commands)
            {
                if ((command.Scope & scope) != 0)
                {
                    return command;
                }
            }
        }

        return null;
    }

    /// <summary>Keys of a command, the one to show first.</summary>
    public IReadOnlyList<Key> KeysOf(UiCommand command) => _byCommand.TryGetValue(command.Name, out var keys) ? keys : [];

    /// <summary>The key to show for a command, as text; null where none is bound.</summary>
    /// <param name="name">Of the command.</param>
    /// <param name="scope">Where it must count.</param>
    public string? KeyOf(string name, CommandScope scope) =>
        CommandTable.Find(name) is { } command && (command.Scope & scope) != 0 && KeysOf(command) is [var key, ..] ? KeyText.Show(key) : null;

    private static Keymap Build(KeyPreset preset)
    {
        var keymap = new Keymap(preset);
        foreach (var command in CommandTable.All)
        {
            foreach (var key in command.Keys)
            {
                keymap.Take(command, Parse(key), isFirst: false);
            }
        }

        foreach (var (name, keys) in preset.Keys)
        {
            for (var i = keys.Length - 1; i >= 0; i--)
            {
                keymap.Take(CommandTable.Find(name)!, Parse(keys[i]), isFirst: true);
            }
        }

        return keymap;
    }

    private static Key Parse(string key) => KeyText.TryParse(key, out var parsed) ? parsed : throw new InvalidOperationException($"The table of commands has a key that is none: {key}");

    private void Take(UiCommand command, Key key, bool isFirst)
    {
        if (!_byKey.TryGetValue(key.KeyCode, out var holders))
        {
            _byKey[key.KeyCode] = holders = [];
        }

        foreach (var holder in holders.Where(holder => (holder.Scope & command.Scope) != 0).ToList())
        {
            holders.Remove(holder);
            _byCommand[holder.Name].Remove(key);
        }

        holders.Add(command);
        if (!_byCommand.TryGetValue(command.Name, out var keys))
        {
            _byCommand[command.Name] = keys = [];
        }

        keys.Insert(isFirst ? 0 : keys.Count, key);
    }

    private void Release(UiCommand command)
    {
        foreach (var key in KeysOf(command))
        {
            _byKey[key.KeyCode].Remove(command);
        }

        _byCommand.Remove(command.Name);
    }

    private static string Shown(string text) => Core.SafeText.From(text, 40);
}
