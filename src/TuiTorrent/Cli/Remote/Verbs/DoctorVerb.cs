using System.CommandLine;
using TuiTorrent.Core;
using TuiTorrent.Rpc.Contract;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent doctor`: says what is wrong with this machine, and what to do.</summary>
internal static class DoctorVerb
{
    private const int Indent = 6;

    private const string Notes = """
        It looks at config.toml, the state and download directories, TLS, the clock, the
        daemon, and the daemon's machine. No daemon is started, nothing is changed.

        --json writes an object a finding: "verdict" (ok, warn, fail), "text", "remedy"
        (or null). The exit code is 1 if something failed.
        """;

    /// <summary>With its options.</summary>
    public static Verb Create() => RemoteVerb.Create(new Command("doctor", "Say what is wrong with this machine, and what to do."), "doctor", Notes, async call =>
    {
        var findings = new List<Finding>(Checkup.Look(call.Surroundings.Environment, call.Surroundings.Time.GetUtcNow()));
        findings.AddRange(await AskAsync(call).ConfigureAwait(false));
        var code = ExitCode.Complete;
        foreach (var finding in findings)
        {
            code = finding.Verdict == Verdict.Fail ? ExitCode.Failed : code;
            if (!call.IsJson)
            {
                call.Print(TextWidth.Wrap($"{Name(finding.Verdict),-4}  {finding.Text}", call.Width, Indent));
                if (finding.Remedy.Length > 0)
                {
                    call.Print(TextWidth.Wrap(new string(' ', Indent) + finding.Remedy, call.Width, Indent));
                }

                continue;
            }

            call.PrintJson(json =>
            {
                json.WriteString("verdict", Name(finding.Verdict));
                json.WriteString("text", finding.Text);
                json.WriteTextOrNull("remedy", finding.Remedy);
            });
        }

        return code;
    }, starts: false);

    /// <summary>"4.1.0 (TuiTorrent 0.1.0)" is for programs that know Transmission; people want what is in brackets.</summary>
    private static string OwnVersion(string version) => version.EndsWith(')') && version.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? version[(open + 1)..^1] : version;

    private static async Task<List<Finding>> AskAsync(RemoteCall call)
    {
        try
        {
            var session = await call.AskAsync(RpcMethods.SessionGet, static json => json.WriteTexts("fields", ["version", "peer_port"])).ConfigureAwait(false);
            List<Finding> findings = [new(Verdict.Ok, $"a daemon answers: {OwnVersion(session.Text("version"))}, port {session.Number("peer_port")} for peers", "")];
            findings.AddRange(BoardSheet.Check(await call.AskAsync(RpcMethods.Board).ConfigureAwait(false)));
            return findings;
        }
        catch (RpcFailedException e) when (e.Failure == RpcFailure.NobodyListens)
        {
            return [new(Verdict.Warn, JsonFields.Clean(e.Message), "'tuitorrent add' starts one, and so does 'systemctl start tuitorrent' where that is set up.")];
        }
        catch (Exception e) when (e is RpcFailedException or CommandStopException)
        {
            return [new(Verdict.Fail, JsonFields.Clean(e.Message), "'tuitorrent log' or the journal may say more.")];
        }
    }

    private static string Name(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Warn => "warn",
        _ => "fail",
    };
}
