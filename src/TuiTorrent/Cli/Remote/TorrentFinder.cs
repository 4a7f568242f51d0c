using System.Buffers;
using System.Globalization;

namespace TuiTorrent.Cli.Remote;

/// <summary>Finds the torrent that a word of the command line means: its number, its name, the beginning of its info hash, or a part of its name.</summary>
/// <remarks>A number and a whole name win over the others. Whatever could mean several torrents means none: some commands delete.</remarks>
internal static class TorrentFinder
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private const int ShortestHash = 4;
    private const int HashDigits = 40;

    /// <summary>Candidates listed where there are several.</summary>
    private const int MaxListed = 10;

    /// <summary>The torrents that the words mean, each once, in the order of the words.</summary>
    /// <exception cref="CommandStopException">A word means none or several.</exception>
    public static List<TorrentRow> FindAll(IReadOnlyList<TorrentRow> rows, IEnumerable<string> words)
    {
        var found = new List<TorrentRow>();
        foreach (var word in words)
        {
            var row = Find(rows, word);
            if (!found.Contains(row))
            {
                found.Add(row);
            }
        }

        return found;
    }

    /// <summary>The one torrent that a word means.</summary>
    /// <exception cref="CommandStopException">It means none or several.</exception>
    public static TorrentRow Find(IReadOnlyList<TorrentRow> rows, string word)
    {
        var candidates = Candidates(rows, word);
        return candidates.Count switch
        {
            1 => candidates[0],
            0 => throw new CommandStopException(ExitCode.NoSuchTorrent, $"there is no torrent \"{JsonFields.Clean(word)}\". 'tuitorrent list' shows them."),
            _ => throw new CommandStopException(ExitCode.NoSuchTorrent, Ambiguous(word, candidates)),
        };
    }

    private static List<TorrentRow> Candidates(IReadOnlyList<TorrentRow> rows, string word)
    {
        if (word.Length == 0)
        {
            return [];
        }

        if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Where(rows, row => row.Id == number) is { Count: > 0 } byNumber)
        {
            return byNumber;
        }

        var byName = Where(rows, row => row.Name == word);

        // Who types the number of a torrent that is gone does not mean the one that has this digit in its name.
        var isDigits = !word.AsSpan().ContainsAnyExceptInRange('0', '9');
        var isHash = word.Length is >= ShortestHash and <= HashDigits && !word.AsSpan().ContainsAnyExcept(HexDigits);
        return byName.Count > 0
            ? byName
            : Where(rows, row => (isHash && row.InfoHash.StartsWith(word, StringComparison.OrdinalIgnoreCase)) || (!isDigits && row.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static List<TorrentRow> Where(IReadOnlyList<TorrentRow> rows, Func<TorrentRow, bool> isIt)
    {
        var found = new List<TorrentRow>();
        foreach (var row in rows)
        {
            if (isIt(row))
            {
                found.Add(row);
            }
        }

        return found;
    }

    private static string Ambiguous(string word, List<TorrentRow> candidates)
    {
        var text = $"\"{JsonFields.Clean(word)}\" could be any of {candidates.Count} torrents:";
        for (var i = 0; i < candidates.Count && i < MaxListed; i++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"\n  {candidates[i].Id}  {candidates[i].InfoHash[..Math.Min(8, candidates[i].InfoHash.Length)]}  {candidates[i].Name}");
        }

        return candidates.Count > MaxListed ? text + "\n  …" : text;
    }
}
