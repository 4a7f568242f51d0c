namespace TuiTorrent.Rpc.Methods;

/// <summary>Reads small files that a trusted caller named.</summary>
internal static class LocalFile
{
    /// <summary>All of it; null if it is no regular file, too large or can't be read. A pipe is never opened: it could hold us for ever.</summary>
    public static byte[]? Read(string path, int maxBytes)
    {
        if (!path.StartsWith('/') || path.Contains('\0', StringComparison.Ordinal) || !Contract.PosixCalls.IsRegularFile(path))
        {
            return null;
        }

        try
        {
            using var file = File.OpenHandle(path);
            var length = RandomAccess.GetLength(file);
            if (length > maxBytes)
            {
                return null;
            }

            var bytes = new byte[length];
            var count = 0;
            while (count < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(count), count) is > 0 and var read)
            {
                count += read;
            }

            return count == bytes.Length ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
