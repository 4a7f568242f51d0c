using TuiTorrent.Dashboard;

/// <summary>
/// Makes the dashboard crash or hang on purpose. The runtime calls it before Main where DOTNET_STARTUP_HOOKS names this assembly, so that the program itself has no door for it.
/// TUITORRENT_TEST_FAULT says how: "screen" and "worker" throw on those threads, "hang" stops the thread of the screen for ever.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var fault = Environment.GetEnvironmentVariable("TUITORRENT_TEST_FAULT") ?? "";
        if (fault.Length > 0)
        {
            DashboardProgram.FirstLook = _ => Fail(fault);
        }
    }

    private static bool Fail(string fault)
    {
        switch (fault)
        {
            case "screen":
                throw new InvalidOperationException("on purpose \e]0;evil\a.");
            case "worker":
                new Thread(static () => throw new InvalidOperationException("on purpose.")).Start();
                break;
            default:
                Thread.Sleep(Timeout.Infinite);
                break;
        }

        return true;
    }
}
