using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TuiTorrent.Rpc.Gate;

/// <summary>A password by PBKDF2-HMAC-SHA-256, as config.toml keeps it: "pbkdf2-sha256$ROUNDS$SALT$HASH", salt and hash in base64.</summary>
/// <remarks>Source: RFC 8018, section 5.2.</remarks>
public sealed class PasswordHash
{
    /// <summary>Fewer are refused.</summary>
    public const int MinRounds = 100_000;

    // More would let one wrong line of the config stop the RPC for minutes.
    private const int MaxRounds = 10_000_000;
    private const int SaltLength = 16;
    private const int MaxSaltLength = 64;
    private const string Name = "pbkdf2-sha256";

    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash)
    {
        _rounds = rounds;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Of a new password, with salt of its own.</summary>
    public static PasswordHash Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return new PasswordHash(MinRounds, salt, Derive(Encoding.UTF8.GetBytes(password), salt, MinRounds));
    }

    /// <summary>Null if the text is no such hash, or one of too few rounds.</summary>
    public static PasswordHash? Parse(string text)
    {
        var parts = text.Split('$');
        Span<byte> salt = stackalloc byte[MaxSaltLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return parts.Length == 4 && parts[0] == Name
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is >= MinRounds and <= MaxRounds
            && Convert.TryFromBase64String(parts[2], salt, out var saltLength) && saltLength >= SaltLength
            && Convert.TryFromBase64String(parts[3], hash, out var hashLength) && hashLength == hash.Length
                ? new PasswordHash(rounds, salt[..saltLength].ToArray(), hash.ToArray())
                : null;
    }

    /// <summary>Whether it is this password. Takes tens of milliseconds on purpose, and as long for every answer.</summary>
    public bool Matches(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(Derive(password, _salt, _rounds), _hash);

    /// <summary>As config.toml keeps it.</summary>
    public override string ToString() =>
        $"{Name}${_rounds.ToString(CultureInfo.InvariantCulture)}${Convert.ToBase64String(_salt)}${Convert.ToBase64String(_hash)}";

    private static byte[] Derive(ReadOnlySpan<byte> password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
}
