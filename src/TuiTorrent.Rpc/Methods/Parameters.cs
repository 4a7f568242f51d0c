using System.Text.Json;
using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>The named parameters of a request. Readers note the first thing that is wrong instead of throwing; a handler reads all, asks <see cref="Error"/> once, and acts only then.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly HashSet<string> _unread = [];

    /// <param name="source">An object, or Undefined or null for none.</param>
    /// <param name="isOld">Names may be of the older dialect.</param>
    public Parameters(JsonElement source, bool isOld)
    {
        if (source.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return;
        }

        if (source.ValueKind != JsonValueKind.Object)
        {
            Fail("Parameters must be an object.");
            return;
        }

        foreach (var property in source.EnumerateObject())
        {
            var name = isOld ? OldNames.Ours(property.Name) : property.Name;
            if (!_values.TryAdd(name, property.Value))
            {
                Fail($"{Shown(name)} is there twice.");
            }

            _unread.Add(name);
        }
    }

    /// <summary>What is wrong first; null if nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>All names, whether read or not.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>As if they had not been sent.</summary>
    public void RemoveWhere(Func<string, bool> isToGo)
    {
        foreach (var name in _values.Keys.Where(isToGo).ToList())
        {
            _values.Remove(name);
            _unread.Remove(name);
        }
    }

    /// <summary>Notes what is wrong, if nothing was before.</summary>
    public void Fail(string error) => Error ??= error;

    /// <summary>Names that nobody read are refused: what we don't do must not look done.</summary>
    public string? Finish()
    {
        if (Error is null && _unread.Count > 0)
        {
            Fail($"{Shown(_unread.Order(StringComparer.Ordinal).First())} is not supported.");
        }

        return Error;
    }

    /// <summary>Its value, without that it counts as read.</summary>
    public JsonElement? Peek(string name) => _values.TryGetValue(name, out var value) ? value : null;

    public JsonElement? Any(string name)
    {
        _unread.Remove(name);
        return _values.TryGetValue(name, out var value) ? value : null;
    }

    public string? Text(string name) => Typed(name, JsonValueKind.String, "text") is { } value ? value.GetString() : null;

    /// <summary>true or false, or 1 or 0 as some old clients have it.</summary>
    public bool? Bool(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.Number when value.TryGetInt32(out var number) && number is 0 or 1:
                return value.GetInt32() == 1;
            default:
                Fail($"{name} must be true or false.");
                return null;
        }
    }

    /// <summary>A whole number; 5.0 is one too.</summary>
    public long? Long(string name, long least, long most)
    {
        if (Typed(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        if (TryWhole(value, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fail($"{name} must be a whole number from {least} to {most}.");
        return null;
    }

    public int? Int(string name, int least, int most) => (int?)Long(name, least, most);

    public double? Real(string name, double least, double most)
    {
        if (Typed(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        // 1e999 is read as infinite.
        if (value.TryGetDouble(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fail($"{name} must be a number from {least} to {most}.");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, int most)
    {
        if (Items(name, most) is not { } array)
        {
            return null;
        }

        var texts = new List<string>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                Fail($"{name} must be a list of texts.");
                return null;
            }

            texts.Add(item.GetString()!);
        }

        return texts;
    }

    public IReadOnlyList<int>? Ints(string name, int most, int end)
    {
        if (Items(name, most) is not { } array)
        {
            return null;
        }

        var numbers = new List<int>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !TryWhole(item, out var number) || number < 0 || number >= end)
            {
                Fail($"{name} must be a list of numbers from 0 to {end - 1}.");
                return null;
            }

            numbers.Add((int)number);
        }

        return numbers;
    }

    public JsonElement? Items(string name, int most)
    {
        if (Typed(name, JsonValueKind.Array, "a list") is not { } array)
        {
            return null;
        }

        if (array.GetArrayLength() <= most)
        {
            return array;
        }

        Fail($"{name} has more than {most} entries.");
        return null;
    }

    /// <summary>Whole and within 2^53, beyond which senders lose digits.</summary>
    public static bool TryWhole(JsonElement value, out long number)
    {
        if (value.TryGetInt64(out number))
        {
            return true;
        }

        if (value.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 && Math.Truncate(real) == real)
        {
            number = (long)real;
            return true;
        }

        return false;
    }

    /// <summary>A name of the caller's, fit for an error text.</summary>
    public static string Shown(string name) => Core.SafeText.From(name, 64);

    private JsonElement? Typed(string name, JsonValueKind kind, string what)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        Fail($"{name} must be {what}.");
        return null;
    }
}
