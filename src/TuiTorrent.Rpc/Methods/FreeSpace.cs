namespace TuiTorrent.Rpc.Methods;

/// <summary>Room on the disk below a directory.</summary>
internal static class FreeSpace
{
    /// <summary>Bytes that this user may still write, and of the whole disk; null if there is no such directory.</summary>
    public static (long Free, long Total)? Of(string directory)
    {
        try
        {
            if (!Directory.Exists(directory))
            {
                return null;
            }

            var drive = new DriveInfo(directory);
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
