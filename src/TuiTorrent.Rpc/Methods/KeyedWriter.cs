using System.Text.Json;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Writes JSON with keys in the dialect of the caller; handlers know ours alone.</summary>
internal sealed class KeyedWriter(Utf8JsonWriter json, bool isOld)
{
    private KeyStyle _style = KeyStyle.Kebab;

    public Utf8JsonWriter Json => json;

    /// <summary>The older dialect.</summary>
    public bool IsOld => isOld;

    /// <summary>How keys are spelled from here on in the older dialect; returns what was before.</summary>
    public KeyStyle Style(KeyStyle style)
    {
        var before = _style;
        _style = style;
        return before;
    }

    public void Key(string name) => json.WritePropertyName(Spelled(name));

    public string Spelled(string name) => isOld ? OldNames.Old(name, _style) : name;

    public void Number(string name, long value)
    {
        Key(name);
        json.WriteNumberValue(value);
    }

    public void Number(string name, double value)
    {
        Key(name);
        NumberValue(value);
    }

    /// <summary>JSON has no word for infinite or undefined.</summary>
    public void NumberValue(double value) => json.WriteNumberValue(double.IsFinite(value) ? Math.Round(value, 4) : -1);

    public void Bool(string name, bool value)
    {
        Key(name);
        json.WriteBooleanValue(value);
    }

    public void Text(string name, string? value)
    {
        Key(name);
        json.WriteStringValue(value ?? "");
    }

    public void BeginObject(string name)
    {
        Key(name);
        json.WriteStartObject();
    }

    public void BeginArray(string name)
    {
        Key(name);
        json.WriteStartArray();
    }
}
