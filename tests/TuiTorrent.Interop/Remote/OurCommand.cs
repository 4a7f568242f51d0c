using System.Diagnostics;
using TuiTorrent.Interop.Torrents;

namespace TuiTorrent.Interop.Remote;

/// <summary>The command line as it was built.</summary>
internal static class OurCommand
{
    /// <summary>Runs it to its end; anything but success is an error with what it printed.</summary>
    public static async Task<string> RunAsync(Temporary temporary, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_CONFIG_HOME"] = temporary.Directory("config");
        foreach (var argument in arguments.Prepend(OurDaemon.ProgramPath()))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = await process.StandardError.ReadToEndAsync(stop);
        var said = await output + errors;
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"tuitorrent {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
