using System.Globalization;
using System.Text.Unicode;

namespace TuiTorrent.Rpc.Dialect;

/// <summary>A check that the framework makes only when a text is taken out, and then by an exception.</summary>
internal static class JsonText
{
    /// <summary>Whether every text in it can be a string: UTF-8 without faults, and no half of a surrogate pair written as \uD83D alone.</summary>
    public static bool IsSound(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        var isHigh = false;
        while (true)
        {
            // A backslash stands in texts only; what is between two of them breaks a pair apart.
            var next = json.IndexOf((byte)'\\');
            if (next < 0 || json.Length < next + 2)
            {
                return !isHigh;
            }

            if (json[next + 1] != 'u' || json.Length < next + 6
                || !ushort.TryParse(json.Slice(next + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                if (isHigh)
                {
                    return false;
                }

                json = json[(next + 2)..];
                continue;
            }

            var isLow = char.IsLowSurrogate((char)unit);
            if (isHigh != isLow || (isLow && next > 0))
            {
                return false;
            }

            isHigh = char.IsHighSurrogate((char)unit);
            json = json[(next + 6)..];
        }
    }
}
