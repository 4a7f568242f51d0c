namespace TuiTorrent.Cli.Remote;

/// <summary>Reads values of options that are one of a few words, and says what was wanted where they are not.</summary>
internal static class Words
{
    /// <summary>Accepts one of the words, or nothing.</summary>
    /// <exception cref="CommandStopException">Another word.</exception>
    public static void Check(string option, string? text, string[] words)
    {
        if (text is not null && Array.IndexOf(words, text) < 0)
        {
            throw CommandStopException.Usage($"{option}: \"{JsonFields.Clean(text)}\" must be one of {string.Join(", ", words)}.");
        }
    }

    /// <summary>Reads "on" or "off".</summary>
    /// <exception cref="CommandStopException">Another word.</exception>
    public static bool OnOff(string option, string text)
    {
        Check(option, text, ["on", "off"]);
        return text == "on";
    }

    /// <summary>Reads a rate; 0 for "none".</summary>
    /// <exception cref="CommandStopException">No rate.</exception>
    public static long Rate(string option, string text) =>
        ByteCount.TryParseRate(text, out var rate) ? rate
        : throw CommandStopException.Usage($"{option}: \"{JsonFields.Clean(text)}\" must be a rate such as \"500K\", \"1.5M\" or \"none\".");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="CommandStopException">None, or out of range.</exception>
    public static int Whole(string option, string text, int min, int max) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw CommandStopException.Usage($"{option}: \"{JsonFields.Clean(text)}\" must be a whole number from {min} to {max}.");

    /// <summary>Reads a ratio.</summary>
    /// <exception cref="CommandStopException">No such number.</exception>
    public static double Ratio(string option, string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1_000_000 ? ratio
        : throw CommandStopException.Usage($"{option}: \"{JsonFields.Clean(text)}\" must be a number such as 1.5.");

    /// <summary>Reads numbers of files, from 1; empty for "all".</summary>
    /// <exception cref="CommandStopException">No such list.</exception>
    public static IReadOnlyList<int> Files(string option, string text) =>
        text == "all" ? []
        : NumberRanges.Parse(text) ?? throw CommandStopException.Usage($"{option}: \"{JsonFields.Clean(text)}\" must be numbers of files such as \"1,3-5\", or all.");
}
