namespace TuiTorrent.Core.Encryption;

/// <summary>Finds a short pattern in bytes that arrive in pieces, looking at each byte once and keeping none.</summary>
/// <remarks>Knuth-Morris-Pratt: all that must be remembered between two pieces is how much of the pattern was matched last.</remarks>
internal struct StreamMatcher
{
    private readonly byte[] _pattern;
    private readonly byte[] _fallback;
    private int _matched;

    /// <summary>A pattern of 1 to 255 bytes; the array is kept.</summary>
    internal StreamMatcher(byte[] pattern)
    {
        _pattern = pattern;
        _fallback = new byte[pattern.Length];
        for (int i = 1, k = 0; i < pattern.Length; i++)
        {
            while (k > 0 && pattern[i] != pattern[k])
            {
                k = _fallback[k - 1];
            }

            _fallback[i] = (byte)(pattern[i] == pattern[k] ? ++k : k);
        }
    }

    /// <summary>Takes bytes up to the pattern's end; true if it was reached. Not to be called after that.</summary>
    internal bool Feed(ReadOnlySpan<byte> data, out int taken)
    {
        for (taken = 0; taken < data.Length;)
        {
            var b = data[taken++];
            while (_matched > 0 && b != _pattern[_matched])
            {
                _matched = _fallback[_matched - 1];
            }

            if (b == _pattern[_matched] && ++_matched == _pattern.Length)
            {
                return true;
            }
        }

        return false;
    }
}
