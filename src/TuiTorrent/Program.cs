using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;

var screen = Screen.OfProcess();
var surroundings = new Surroundings(screen, Environment.GetEnvironmentVariable)
{
    IsInteractive = screen.IsTerminal && PosixCalls.IsTerminal(0),
    DashboardCommand = DashboardProgram.Find(Environment.GetEnvironmentVariable, Environment.ProcessPath ?? "/proc/self/exe", AppContext.BaseDirectory),
    Directory = PosixCalls.WorkingDirectory(),
    Become = ProcessReplacement.Become,
    Ask = TerminalQuestion.OfProcess(),
    DaemonCommand = DaemonStarter.OwnCommand(),
};
return await new CommandLine().RunAsync(args, surroundings);
