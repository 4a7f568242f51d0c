using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TuiTorrent.Engine.Posix;

namespace TuiTorrent.Engine.State;

/// <summary>Keeps a state directory to one process: flock on a file that names its holder.</summary>
/// <remarks>The kernel drops the lock when the process ends, however it ends; the file stays.</remarks>
internal sealed unsafe class StateLock : IDisposable
{
    private int _handle;

    private StateLock(int handle) => _handle = handle;

    /// <summary>Takes the lock, or throws <see cref="StateException"/> naming the process that has it.</summary>
    public static StateLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        var handle = OpenFile(path);
        if (FileCalls.Lock(handle, FileCalls.LockExclusive | FileCalls.LockNonBlocking) != 0)
        {
            var holder = ReadHolder(handle);
            _ = FileCalls.Close(handle);
            throw new StateException($"The state in {directory} is in use by process {holder}: stop it first, or use another --state directory.") { IsInUse = true };
        }

        WriteHolder(handle);
        return new StateLock(handle);
    }

    /// <summary>Lets others in.</summary>
    public void Dispose()
    {
        if (_handle >= 0)
        {
            _ = FileCalls.Close(_handle);
            _handle = -1;
        }
    }

    private static int OpenFile(string path)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            var flags = FileCalls.ReadWrite | FileCalls.Create | FileCalls.CloseOnExec | FileCalls.NoFollow;
            var handle = FileCalls.OpenAt(FileCalls.CurrentDirectory, name, flags, 0x180); // 0600
            return handle >= 0 ? handle : throw new StateException($"Can't make {path} (errno {Marshal.GetLastPInvokeError()}): is its directory writable?");
        }
    }

    private static void WriteHolder(int handle)
    {
        var text = Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        fixed (byte* first = text)
        {
            var segment = new IoSegment((nint)first, text.Length);
            _ = FileCalls.Truncate(handle, 0);
            _ = FileCalls.WriteVector(handle, &segment, 1, 0);
        }
    }

    private static string ReadHolder(int handle)
    {
        var buffer = stackalloc byte[16];
        var length = (int)FileCalls.Read(handle, buffer, 16, 0);
        var text = length > 0 ? Encoding.UTF8.GetString(buffer, length).Trim() : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid.ToString(CultureInfo.InvariantCulture) : "(unknown)";
    }
}
