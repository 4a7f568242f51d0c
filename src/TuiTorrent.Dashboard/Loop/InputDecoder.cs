using System.Text;

namespace TuiTorrent.Dashboard.Loop;

/// <summary>Bytes of a terminal to characters, wherever a read happened to end. What is no UTF-8 becomes U+FFFD.</summary>
/// <remarks>
/// Takes out what the parser behind stumbles over: sequences of keys that it has no name for, such as F13's, which end in an exception; numbers in mouse reports that no screen has, and the three raw bytes of a report from a terminal that knows mode 1000 but not 1006,
/// which would be taken for keys. Pure; not thread-safe. Source: xterm's control sequences, "Mouse Tracking".
/// </remarks>
internal sealed class InputDecoder
{
    /// <summary>Digits of a number in a mouse report.</summary>
    private const int MaxDigits = 5;

    /// <summary>More than any key or mark of a paste has.</summary>
    private const int MaxCode = 10_000;

    /// <summary>Ends an answer to "what are you".</summary>
    private const char NobodysAnswer = 'c';

    private readonly Decoder _utf8 = new UTF8Encoding(false, false).GetDecoder();
    private char[] _characters = [];
    private Place _place;
    private int _digits;
    private int _rawLeft;
    private int _code;
    private bool _isPaste;

    private enum Place
    {
        Text,
        Escape,
        Shift,
        Bracket,
        Code,
        Modifier,
        Report,
    }

    /// <summary>The characters.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes)
    {
        // At most one character a byte, and one for a beginning that turned out to be wrong.
        if (_characters.Length < bytes.Length + 4)
        {
            _characters = new char[bytes.Length + 4];
        }

        var count = 0;
        Span<char> decoded = stackalloc char[4];
        foreach (ref readonly var value in bytes)
        {
            if (_rawLeft > 0)
            {
                _rawLeft--;
                continue;
            }

            var length = _utf8.GetChars(new ReadOnlySpan<byte>(in value), decoded, flush: false);
            foreach (var character in decoded[..length])
            {
                var passed = character;
                if (Passes(ref passed))
                {
                    _characters[count++] = passed;
                }
            }
        }

        return _characters.AsSpan(0, count);
    }

    private bool Passes(ref char character)
    {
        switch (_place)
        {
            case Place.Escape when character == '[':
                _place = Place.Bracket;
                return true;
            case Place.Escape when character == 'O':
                _place = Place.Shift;
                return true;
            case Place.Shift when character == 'O':
                // The parser takes SS3 O for a key, and has none.
                return false;
            case Place.Bracket when character == '<':
                (_place, _digits) = (Place.Report, 0);
                return true;
            case Place.Bracket when character == 'M':
                (_place, _rawLeft) = (Place.Text, 3);
                return true;
            case Place.Bracket or Place.Code when char.IsAsciiDigit(character):
                _code = Math.Min(MaxCode, ((_place == Place.Bracket ? 0 : _code) * 10) + (character - '0'));
                _place = Place.Code;
                return true;
            case Place.Code or Place.Modifier when character is ';' or ':' || char.IsAsciiDigit(character):
                _place = Place.Modifier;
                return true;
            case Place.Code when character == '~' && _code == (_isPaste ? 201 : 200):
                (_place, _isPaste) = (Place.Text, !_isPaste);
                return true;
            case Place.Code or Place.Modifier when (character == '~' && !IsKnown(_code)) || character == 'u':
                // Another end makes it an answer that nobody asked for, which is passed over.
                _place = Place.Text;
                character = NobodysAnswer;
                return true;
            case Place.Report when char.IsAsciiDigit(character):
                return ++_digits <= MaxDigits;
            case Place.Report when character == ';':
                _digits = 0;
                return true;
            default:
                _place = character == '\e' ? Place.Escape : Place.Text;
                return true;
        }
    }

    /// <summary>Whether the parser has a name for CSI code ~: Home to F12. The end of a paste that never began is none.</summary>
    private static bool IsKnown(int code) => code is (>= 1 and <= 6) or (>= 11 and <= 15) or (>= 17 and <= 21) or 23 or 24;
}
