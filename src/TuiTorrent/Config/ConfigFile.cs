using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;
using TuiTorrent.Cli;

namespace TuiTorrent.Config;

/// <summary>Reads config.toml into settings. All that is wrong is told together, each with its line.</summary>
/// <remarks>It walks the syntax tree, which knows lines and needs no reflection. Not thread-safe; one object reads one file.</remarks>
internal sealed class ConfigFile
{
    /// <summary>The one key outside of a section: which layout of the file is meant. A file without it is of the first.</summary>
    private const string VersionKey = "version";
    private const int KnownVersion = 1;

    private readonly string _shownName;
    private readonly List<string> _errors = [];
    private readonly List<string> _keys = [];
    private Settings _settings;

    private ConfigFile(string shownName, Settings settings)
    {
        _shownName = shownName;
        _settings = settings;
    }

    /// <summary>What the file asks for, on top of the settings it was read with; where there are errors, right lines count all the same.</summary>
    public Settings Settings => _settings;

    /// <summary>Sentences of the form "file:line: what is wrong".</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The settings that it names, in its order.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Reads the text of a file that is shown by this name.</summary>
    public static ConfigFile Read(string text, string shownName, Settings settings)
    {
        var file = new ConfigFile(shownName, settings);
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, shownName, validate: true);
        }
        catch (TomlException)
        {
            // The parser's way to refuse what would nest without end.
            file._errors.Add($"{shownName}:1: brackets stand in one another more than 64 deep.");
            return file;
        }

        foreach (var message in document.Diagnostics)
        {
            file.Complain(message.Span, message.Message);
        }

        // Half a tree would only give errors about what the first ones caused.
        if (!document.HasErrors)
        {
            file.ReadDocument(document);
        }

        return file;
    }

    private void ReadDocument(DocumentSyntax document)
    {
        foreach (var pair in document.KeyValues)
        {
            ReadPair("", pair);
        }

        foreach (var table in document.Tables)
        {
            var section = NameOf(table.Name);
            if (table is TableArraySyntax)
            {
                Complain(table.Span, $"[[{section}]] must be [{section}]");
                continue;
            }

            if (!IsSection(section))
            {
                Complain(table.Span, $"unknown section [{section}]{Suggestion.For(section, Sections())}");
                continue;
            }

            foreach (var pair in table.Items)
            {
                ReadPair(section + ".", pair);
            }
        }
    }

    private void ReadPair(string prefix, KeyValueSyntax pair)
    {
        var name = prefix + NameOf(pair.Key);
        if (name == VersionKey)
        {
            CheckVersion(pair);
            return;
        }

        if (name.StartsWith(KeyTable.Section + ".", StringComparison.Ordinal))
        {
            ReadKey(name[(KeyTable.Section.Length + 1)..], pair);
            return;
        }

        if (SettingKey.Find(name) is not { } key)
        {
            Complain(pair.Span, $"unknown key {name}{Suggestion.For(name, KeyNames())}");
            return;
        }

        _keys.Add(name);
        var text = TextOf(pair.Value, key);
        if (text is not null && key.Apply(_settings, text) is { } changed)
        {
            _settings = changed;
            return;
        }

        Complain(pair.Span, $"{name} must be {key.Wanted}{(text is null && key.Kind is (ValueKind.Text or ValueKind.Amount) ? ", in quotes" : "")}");
    }

    private void ReadKey(string command, KeyValueSyntax pair)
    {
        var keys = pair.Value switch
        {
            StringValueSyntax { Value: { } text } => [text],
            ArraySyntax array when TextOf(array) is { Length: > 0 } text => text.Split(ValueReader.Separator),
            _ => [],
        };
        if (KeyTable.Add(_settings, command, keys) is { } changed)
        {
            _settings = changed;
            return;
        }

        Complain(pair.Span, $"{KeyTable.Section}.{command} must be {KeyTable.Wanted}, and {command} the name of a command");
    }

    private void CheckVersion(KeyValueSyntax pair)
    {
        if (pair.Value is not IntegerValueSyntax { Value: >= 1 and var version })
        {
            Complain(pair.Span, $"{VersionKey} must be {KnownVersion}");
        }
        else if (version > KnownVersion)
        {
            Complain(pair.Span, $"{VersionKey} {version} is for a newer TuiTorrent; this one knows {KnownVersion}");
        }
    }

    private static string? TextOf(ValueSyntax? value, SettingKey key) => (value, key.Kind) switch
    {
        (StringValueSyntax text, ValueKind.Text or ValueKind.Amount or ValueKind.Number) => text.Value,
        (IntegerValueSyntax number, ValueKind.Whole or ValueKind.Amount or ValueKind.Number) => number.Value.ToString(CultureInfo.InvariantCulture),
        (FloatValueSyntax number, ValueKind.Number) => number.Value.ToString(CultureInfo.InvariantCulture),
        (BooleanValueSyntax flag, ValueKind.Flag) => flag.Value ? "true" : "false",
        (ArraySyntax array, ValueKind.List) => TextOf(array),
        _ => null,
    };

    private static string? TextOf(ArraySyntax array)
    {
        var items = new List<string>();
        foreach (var item in array.Items)
        {
            if (item.Value is not StringValueSyntax { Value: { Length: > 0 } text } || ValueReader.HasControl(text))
            {
                return null;
            }

            items.Add(text);
        }

        return string.Join(ValueReader.Separator, items);
    }

    private static string NameOf(KeySyntax? key)
    {
        if (key is null)
        {
            return "";
        }

        var name = PartOf(key.Key);
        foreach (var part in key.DotKeys)
        {
            name += "." + PartOf(part.Key);
        }

        return name;
    }

    private static string PartOf(BareKeyOrStringValueSyntax? part) => part switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    private static bool IsSection(string name)
    {
        foreach (var section in Sections())
        {
            if (section == name)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Sections()
    {
        foreach (var key in SettingKey.All)
        {
            yield return key.Name[..key.Name.IndexOf('.', StringComparison.Ordinal)];
        }

        yield return KeyTable.Section;
    }

    private static IEnumerable<string> KeyNames()
    {
        foreach (var key in SettingKey.All)
        {
            yield return key.Name;
        }
    }

    private void Complain(SourceSpan span, string what) => _errors.Add($"{_shownName}:{span.Start.Line + 1}: {what}");
}
