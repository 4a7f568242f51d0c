using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace TuiTorrent.Rpc.Contract.Ssh;

/// <summary>Runs the ssh program, without a shell.</summary>
internal sealed class SshProgram
{
    /// <summary>Far more than a path and what a login may print before it.</summary>
    private const int MaxOutput = 64 * 1024;

    private readonly string _path;

    private SshProgram(string path) => _path = path;

    /// <summary>Looks for it in the directories of $PATH.</summary>
    /// <exception cref="RpcFailedException">It is not there.</exception>
    public static SshProgram Find(string? searchPath)
    {
        // The framework would look in the current directory first, where anybody's file could lie.
        foreach (var directory in (searchPath ?? "").Split(':'))
        {
            var path = directory.StartsWith('/') ? Path.Combine(directory, "ssh") : "";
            if (path.Length > 0 && PosixCalls.IsRegularFile(path))
            {
                return new SshProgram(path);
            }
        }

        throw new RpcFailedException(RpcFailure.NobodyListens, "The program ssh is not there; it comes with the package openssh-client.");
    }

    /// <summary>Runs it on the user's terminal, where it may ask for a password.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> AskingAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Start(new ProcessStartInfo(_path, arguments));
        return await EndAsync(process, cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs it without a terminal; what it prints comes back.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="readsOutput">Whether output is waited for. One that goes into the background keeps it open.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(int Code, string Output)> QuietlyAsync(IEnumerable<string> arguments, bool readsOutput, CancellationToken cancellation)
    {
        using var process = Start(new ProcessStartInfo(_path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        process.StandardInput.Close();
        try
        {
            var output = readsOutput ? await ReadAsync(process.StandardOutput.BaseStream, cancellation).ConfigureAwait(false) : "";
            return (await EndAsync(process, cancellation).ConfigureAwait(false), output);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new RpcFailedException(RpcFailure.NobodyListens, $"The program ssh can't be started: {e.Message}", e);
        }
    }

    private static async Task<int> EndAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var bytes = new byte[MaxOutput];
        var filled = 0;
        while (filled < bytes.Length && await stream.ReadAsync(bytes.AsMemory(filled), cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            filled += count;
        }

        return Encoding.UTF8.GetString(bytes, 0, filled);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
