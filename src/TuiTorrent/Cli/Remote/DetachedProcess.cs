using System.Collections;
using System.Runtime.InteropServices;

namespace TuiTorrent.Cli.Remote;

/// <summary>Starts a process that outlives this one and its terminal: in a session of its own, in the root directory, without input.</summary>
/// <remarks>The framework's Process can't make a session. Numbers are those of Linux, the same on x64 and arm64.</remarks>
internal static unsafe partial class DetachedProcess
{
    private const short NewSession = 0x80; // POSIX_SPAWN_SETSID
    private const int WriteOnly = 0x1; // O_WRONLY
    private const int CreateAndAppend = 0x40 | 0x400; // O_CREAT | O_APPEND
    private const int DontHang = 1; // WNOHANG
    private const uint OwnersOnly = 0x180; // 0600

    /// <summary>Larger than the C library's own types for attributes (336 bytes) and actions (80).</summary>
    private const int OpaqueBytes = 1024;

    /// <summary>Whether it ended with an error. One that ended well has gone into the background itself.</summary>
    public static bool HasFailed(int process)
    {
        int status;
        return Wait(process, &status, DontHang) == process && status != 0;
    }

    /// <summary>The process's number, or an errno below zero.</summary>
    /// <param name="command">Program, with its path, and arguments.</param>
    /// <param name="logPath">What it prints is added to this file, which is made if it is missing.</param>
    public static int Start(IReadOnlyList<string> command, string logPath)
    {
        var actions = stackalloc long[OpaqueBytes / sizeof(long)];
        var attributes = stackalloc long[OpaqueBytes / sizeof(long)];
        _ = ActionsBegin(actions);
        _ = AttributesBegin(attributes);
        var arguments = ToNative(command);
        var environment = ToNative(Variables());
        try
        {
            _ = AddOpen(actions, 0, "/dev/null", 0, 0);
            _ = AddOpen(actions, 1, logPath, WriteOnly | CreateAndAppend, OwnersOnly);
            _ = AddDuplicate(actions, 1, 2);
            _ = AddDirectory(actions, "/");
            _ = SetFlags(attributes, NewSession);
            int process;
            var error = Spawn(&process, command[0], actions, attributes, arguments, environment);
            return error == 0 ? process : -error;
        }
        finally
        {
            Free(arguments);
            Free(environment);
            _ = ActionsEnd(actions);
            _ = AttributesEnd(attributes);
        }
    }

    private static List<string> Variables()
    {
        var variables = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables.Add($"{variable.Key}={variable.Value}");
        }

        return variables;
    }

    private static byte** ToNative(IReadOnlyList<string> texts)
    {
        var native = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            native[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        }

        return native;
    }

    private static void Free(byte** texts)
    {
        for (var text = texts; *text != null; text++)
        {
            Marshal.FreeCoTaskMem((nint)(*text));
        }

        NativeMemory.Free(texts);
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* process, string path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int ActionsBegin(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int ActionsEnd(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddDirectory(void* actions, string path);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int AttributesBegin(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int AttributesEnd(void* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(void* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int process, int* status, int options);
}
