using System.Text;
using TuiTorrent.Core.Bencode;
using TuiTorrent.Core.Session;
using static TuiTorrent.Core.Tests.Metainfo.TorrentBytes;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>Group B: bytes that are not bencode, or only just.</summary>
public static class BencodeCases
{
    // Seen in the wild: the text is longer than its 119 bytes say.
    private const string WrongLength =
        "d14:failure reason119:The tracker was unable to process your request. It may be down, overloaded, under attack or it just does not like you."
        + "12:min intervali1800e8:intervali1800e5:peers0:ee\n";

    private const string Valid = "d1:ai-12e1:bl4:spamlee1:cd1:xi0eee";

    public static IEnumerable<HostileCase> All() => [.. Listed(), .. Nested(), .. Cuts()];

    private static IEnumerable<HostileCase> Listed() =>
    [
        Case("B1 empty", "reject Truncated", ""),
        Case("B2 i alone", "reject Truncated", "i"),
        Case("B3 integer without digits", "reject BadInteger", "ie"),
        Case("B3 minus without digits", "reject BadInteger", "i-e"),
        Case("B4 minus zero", "reject BadInteger", "i-0e"),
        Case("B4 zero", "accept", "i0e"),
        Case("B4 leading zero", "reject BadInteger", "i01e"),
        Case("B4 minus and leading zero", "reject BadInteger", "i-01e"),
        Case("B4 plus", "reject BadInteger", "i+1e"),
        Case("B4 space", "reject BadInteger", "i 1e"),
        Case("B5 10,000 digits", "reject IntegerOverflow", "i" + new string('9', 10_000) + "e"),
        Case("B5 10,000 zeros", "reject BadInteger", "i" + new string('0', 10_000) + "e"),
        Case("B5 largest", "accept", "i9223372036854775807e"),
        Case("B5 largest and one", "reject IntegerOverflow", "i9223372036854775808e"),
        Case("B5 smallest", "accept", "i-9223372036854775808e"),
        Case("B5 smallest less one", "reject IntegerOverflow", "i-9223372036854775809e"),
        Case("B5 wraps 64 bits to 1", "reject IntegerOverflow", "i18446744073709551617e"),
        Case("B6 integer cut", "reject Truncated", "i12"),
        Case("B7 negative length", "reject UnexpectedByte", "-1:a"),
        Case("B8 string cut", "reject Truncated", "5:abc"),
        Case("B8 one byte short", "reject Truncated", "5:abcd"),
        Case("B8 whole", "accept", "5:abcde"),
        Case("B8 one byte more", "reject TrailingBytes", "5:abcdef"),
        Case("B9 length with leading zero", "reject BadStringLength", "01:a"),
        Case("B9 length of two zeros", "reject BadStringLength", "00:"),
        Case("B9 empty string", "accept", "0:"),
        Case("B10 length wraps 32 bits to 1", "reject BadStringLength", "4294967297:a"),
        Case("B10 length wraps 64 bits to 1", "reject BadStringLength", "18446744073709551617:a"),
        Case("B10 length 2^31", "reject BadStringLength", "2147483648:a"),
        Case("B10 length 2^31-1", "reject Truncated", "2147483647:a"),
        Case("B10 length of 10,000 digits", "reject BadStringLength", new string('1', 10_000) + ":a"),
        Case("B11 dictionary unclosed", "reject Truncated", "d"),
        Case("B11 list unclosed", "reject Truncated", "l"),
        Case("B11 closed without being open", "reject UnexpectedByte", "e"),
        Case("B12 integer key", "reject KeyNotString", "di1ei2ee"),
        Case("B12 list key", "reject KeyNotString", "dlei2ee"),
        Case("B12 key without value", "reject MissingValue", "d1:ae"),
        Case("B12 second key without value", "reject MissingValue", "d1:ai1e1:be"),
        Case("B13 unsorted keys", "accept", "d1:bi1e1:ai2ee"),
        HostileCase.Of("B14 info twice", "reject DuplicateKey", Torrent(Info, after: "4:info" + Info), MetainfoCases.Verdict),
        Case("B14 key twice", "accept", "d1:ai1e1:ai2ee"),
        Case("B17 trailing byte", "reject TrailingBytes", "i1ex"),
        Case("B17 trailing value", "reject TrailingBytes", "i1ei2e"),
        Case("B17 trailing NUL", "reject TrailingBytes", "le\0"),
        Case("B17 trailing end", "reject TrailingBytes", "lee"),
        HostileCase.Of("B17 data behind, allowed", "accept 2 of 6", Bytes("deDATA"), First),
        Case("B18 wrong 119-byte string", "reject UnexpectedByte", WrongLength),
        Case("B19 20 bytes claim 10 MB", "reject Truncated", "10485760:abcdefghijk"),
    ];

    private static IEnumerable<HostileCase> Nested()
    {
        const int Most = Limits.MaxBencodeDepth;
        yield return Case("B15 100,000 lists", "reject TooDeep", new string('l', 100_000));
        yield return Case("B15 100,000 lists closed", "reject TooDeep", Lists(100_000));
        yield return Case("B15 deepest lists", "accept", Lists(Most));
        yield return Case("B15 one list deeper", "reject TooDeep", Lists(Most + 1));
        yield return Case("B16 100,000 dictionaries", "reject KeyNotString", new string('d', 100_000));
        yield return Case("B16 100,000 dictionaries with keys", "reject TooDeep", Dictionaries(100_000));
        yield return Case("B16 deepest dictionaries", "accept", Dictionaries(Most));
        yield return Case("B16 one dictionary deeper", "reject TooDeep", Dictionaries(Most + 1));
        yield return Case("B16 100,000 lists side by side", "accept", "l" + string.Concat(Enumerable.Repeat("le", 100_000)) + "e");

        static string Lists(int depth) => new string('l', depth) + new string('e', depth);
        static string Dictionaries(int depth) =>
            string.Concat(Enumerable.Repeat("d0:", depth - 1)) + "d" + new string('e', depth);
    }

    private static IEnumerable<HostileCase> Cuts()
    {
        yield return Case("B20 whole", "accept", Valid);
        for (var length = 0; length < Valid.Length; length++)
        {
            yield return Case($"B20 cut at {length}", "reject Truncated", Valid[..length]);
        }
    }

    private static HostileCase Case(string id, string expected, string input) => HostileCase.Of(id, expected, Encoding.Latin1.GetBytes(input), Verdict);

    private static string Verdict(byte[] input)
    {
        var reader = new BencodeReader(input);
        reader.TrySkipValue();
        return reader.TryFinish() ? "accept" : "reject " + reader.Error;
    }

    private static string First(byte[] input)
    {
        var reader = new BencodeReader(input);
        return reader.TrySkipValue() ? $"accept {reader.Position} of {input.Length}" : "reject " + reader.Error;
    }
}
