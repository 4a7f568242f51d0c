using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TuiTorrent.Interop.Foreign;

namespace TuiTorrent.Interop.Remote;

/// <summary>Debian's transmission-remote, called again and again, and a transcript of what it was asked and said.</summary>
internal sealed partial class RemoteSession(int rpcPort, IReadOnlyDictionary<string, string> shownAs)
{
    private readonly StringBuilder _transcript = new();

    /// <summary>All calls so far, with what changes from run to run replaced by words.</summary>
    public string Transcript => _transcript.ToString();

    /// <summary>Calls it; what it printed, as in the transcript.</summary>
    public async Task<string> CallAsync(CancellationToken stop, params string[] arguments)
    {
        var said = await RunAsync(arguments, stop);
        _transcript.Append("$ transmission-remote ").AppendJoin(' ', arguments.Select(Tidy)).Append('\n').Append(said).Append('\n');
        return said;
    }

    /// <summary>Calls it until what it prints is right; only the last answer goes into the transcript.</summary>
    public async Task<string> CallUntilAsync(Func<string, bool> isRight, CancellationToken stop, params string[] arguments)
    {
        await Polling.UntilAsync(async () => isRight(await RunAsync(arguments, stop)), string.Join(' ', arguments), stop);
        return await CallAsync(stop, arguments);
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Programs.Find("transmission-remote")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var argument in arguments.Prepend(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{rpcPort}")))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = await process.StandardError.ReadToEndAsync(stop);
        var said = await output + errors;
        await process.WaitForExitAsync(stop);
        return Tidy(said) + (process.ExitCode == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"(exit code {process.ExitCode})\n"));
    }

    private string Tidy(string text)
    {
        foreach (var (from, to) in shownAs)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        text = text.Replace(rpcPort.ToString(CultureInfo.InvariantCulture), "PORT", StringComparison.Ordinal);
        text = Dates().Replace(text, "DATE");
        text = FreeSpace().Replace(text, "$1SPACE");
        text = Durations().Replace(text, "$1TIME");
        return Changing().Replace(text, "$1CHANGES");
    }

    [GeneratedRegex(@"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4}")]
    private static partial Regex Dates();

    [GeneratedRegex(@"(free space: |Download dir free space: ).*")]
    private static partial Regex FreeSpace();

    [GeneratedRegex(@"((?:Downloading|Seeding) Time: +|Duration: +|Next announce in |Got .* ago|Asked for peers ).*")]
    private static partial Regex Durations();

    [GeneratedRegex(@"(Listenport: |Daemon version: |RPC version: |Got a list of |Started \d+ times?|Idle Limit: |it listens at ).*")]
    private static partial Regex Changing();
}
