using TuiTorrent.Cli;
using TuiTorrent.Cli.Remote;

var surroundings = new Surroundings(Screen.OfProcess(), Environment.GetEnvironmentVariable)
{
    Ask = TerminalQuestion.OfProcess(),
    DaemonCommand = DaemonStarter.OwnCommand(),
};
return await new CommandLine().RunAsync(args, surroundings);
