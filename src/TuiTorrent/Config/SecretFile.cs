using System.Text;
using TuiTorrent.Cli;

namespace TuiTorrent.Config;

/// <summary>Reads a file that holds a password, and only if nobody else can.</summary>
internal static class SecretFile
{
    /// <summary>Longer than any password.</summary>
    private const int MaxBytes = 4096;

    /// <summary>What lets others in, half a sentence with the remedy; null if nothing does, or it can't be seen.</summary>
    /// <remarks>A link is followed: what counts is who may read the file itself.</remarks>
    public static string? FindWeakness(string path) => PosixCalls.LookThrough(path) is { } facts ? FindWeakness(facts, path, PosixCalls.UserId()) : null;

    /// <summary>The first line; null with a sentence in <paramref name="errors"/> if it can't be had or others could have it.</summary>
    public static string? Read(string path, string keyName, List<string> errors)
    {
        if (PosixCalls.LookThrough(path) is not { } facts)
        {
            errors.Add($"{keyName}: can't see {path}; is it there?");
            return null;
        }

        if (facts.Kind != FileKind.Regular)
        {
            errors.Add($"{keyName}: {path} is not a file.");
            return null;
        }

        if (FindWeakness(facts, path, PosixCalls.UserId()) is { } weakness)
        {
            errors.Add($"{keyName}: {weakness}.");
            return null;
        }

        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = new byte[MaxBytes + 1];
            var length = RandomAccess.Read(handle, bytes, 0);
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            var line = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length).ToString();
            if (line.Length > 0 && length <= MaxBytes && !line.Contains('\uFFFD', StringComparison.Ordinal))
            {
                return line;
            }

            errors.Add($"{keyName}: the first line of {path} must be the password, as UTF-8 text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{keyName}: can't read {path}: {FileProblem.Describe(e)}.");
        }

        return null;
    }

    private static string? FindWeakness(OwnedFile facts, string path, uint user) =>
        (facts.Mode & 0x3F) != 0 ? $"others may read or change {path}: chmod 600 {path}"
        : facts.Owner != user && facts.Owner != 0 ? $"{path} belongs to another user, who could change it"
        : null;
}
