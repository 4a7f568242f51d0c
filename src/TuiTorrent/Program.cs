using TuiTorrent.Cli;

return await new CommandLine().RunAsync(args, new Surroundings(Screen.OfProcess(), Environment.GetEnvironmentVariable));
