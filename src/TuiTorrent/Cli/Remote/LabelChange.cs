namespace TuiTorrent.Cli.Remote;

/// <summary>What becomes of a torrent's labels: others in their place, or some more and some less.</summary>
internal sealed class LabelChange
{
    private readonly bool _replaces;
    private readonly List<string> _added = [];
    private readonly List<string> _removed = [];

    private LabelChange(bool replaces) => _replaces = replaces;

    /// <summary>Reads "a,b", or "+a,-b".</summary>
    /// <exception cref="CommandStopException">Some have a sign and some have none.</exception>
    public static LabelChange Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var signed = 0;
        foreach (var part in parts)
        {
            signed += part[0] is '+' or '-' ? 1 : 0;
        }

        if (signed > 0 && signed < parts.Length)
        {
            throw CommandStopException.Usage("--label: either all labels have a sign or none.");
        }

        var change = new LabelChange(signed == 0);
        foreach (var part in parts)
        {
            (part[0] == '-' ? change._removed : change._added).Add(part.TrimStart('+', '-'));
        }

        return change;
    }

    /// <summary>The labels after it.</summary>
    public List<string> Apply(IReadOnlyList<string> labels)
    {
        var result = new List<string>(_replaces ? [] : labels);
        result.RemoveAll(_removed.Contains);
        foreach (var label in _added)
        {
            if (!result.Contains(label))
            {
                result.Add(label);
            }
        }

        return result;
    }
}
