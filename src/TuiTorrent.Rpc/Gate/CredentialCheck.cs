using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace TuiTorrent.Rpc.Gate;

/// <summary>Compares user name and password of TCP callers.</summary>
/// <remarks>
/// Any thread. PBKDF2 is run once for what is accepted: of that a digest is kept under a key that lives as long as the process, so that the password itself is nowhere in memory.
/// A source that has to wait waits also with the right password, or the wait would be no hindrance to guessing.
/// </remarks>
internal sealed class CredentialCheck(Credentials credentials, TimeProvider time)
{
    // Each takes a core for tens of milliseconds, on a small board for half a second.
    private const int MaxAtOnce = 2;
    private const int MaxHeader = 1024;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private volatile byte[]? _accepted;
    private int _running;

    public SourceBook Sources { get; } = new(time);

    /// <summary>How often PBKDF2 was run.</summary>
    public long Derivations { get; private set; }

    public GateVerdict Check(string? authorization, IPAddress source)
    {
        if (Sources.SecondsToWait(source) is > 0 and var seconds)
        {
            return new GateVerdict(429, "Too many wrong passwords. Try again later.", seconds);
        }

        if (authorization is null)
        {
            // Clients ask once without a password to see whether one is wanted: not a mistake.
            return Wanted();
        }

        if (authorization.Length > MaxHeader || !TryDecode(authorization, out var pair))
        {
            Sources.Fail(source);
            return Wanted();
        }

        var digest = HMACSHA256.HashData(_key, pair);
        if (_accepted is { } accepted && CryptographicOperations.FixedTimeEquals(accepted, digest))
        {
            Sources.Forgive(source);
            return GateVerdict.Pass;
        }

        if (Interlocked.Increment(ref _running) > MaxAtOnce)
        {
            Interlocked.Decrement(ref _running);
            return new GateVerdict(503, "Busy with other passwords. Try again.", 1);
        }

        try
        {
            Derivations++;
            if (!IsRight(pair))
            {
                Sources.Fail(source);
                return Wanted();
            }

            _accepted = digest;
            Sources.Forgive(source);
            return GateVerdict.Pass;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static GateVerdict Wanted() => new(401, "A user name and a password are wanted.");

    private static bool TryDecode(string authorization, out byte[] pair)
    {
        pair = [];
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
        {
            return false;
        }

        pair = bytes[..length];
        return pair.AsSpan().Contains((byte)':');
    }

    private bool IsRight(byte[] pair)
    {
        var colon = pair.AsSpan().IndexOf((byte)':');

        // Both are computed always: the time must not tell which of them was wrong, nor how long the name is.
        var isName = CryptographicOperations.FixedTimeEquals(
            HMACSHA256.HashData(_key, pair.AsSpan(0, colon)), HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(credentials.UserName)));
        var isPassword = credentials.Password.Matches(pair.AsSpan(colon + 1));
        return isName & isPassword;
    }
}
