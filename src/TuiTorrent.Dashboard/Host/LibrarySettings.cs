using Terminal.Gui.Configuration;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Shuts out the configuration files of Terminal.Gui.</summary>
/// <remarks>
/// The library obeys ./.tui/config.json, ~/.tui/config.json and the variable TUI_CONFIG without being asked to. Started in a directory of downloads, the files of a torrent could so rebind
/// the keys. It reads them when it is loaded, which in a native program is before the first line of it; so the settings are made anew from a place without such files.
/// </remarks>
internal static class LibrarySettings
{
    private const string Variable = "TUI_CONFIG";

    /// <summary>Leaves the current directory for good, and makes the library's settings those that it was built with. Before the first screen.</summary>
    /// <param name="currentDirectory">Of the process, absolute.</param>
    public static void ShutOut(string currentDirectory)
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        var isClean = Environment.GetEnvironmentVariable(Variable) is null && !HasFiles(currentDirectory) && !HasFiles(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
        Directory.SetCurrentDirectory("/");
        Environment.SetEnvironmentVariable(Variable, null);
        if (isClean)
        {
            // Making them anew would only delay the first frame.
            return;
        }

        Environment.SetEnvironmentVariable("HOME", "/");
        try
        {
            ThemeSettings.Defaults = new ThemeSettings();
            TuiConfigurationBuilder.Shared.RuntimeConfig = null;
            TuiConfigurationBuilder.Shared.Reload();
            TuiConfigurationBuilder.Shared.ApplyToStaticFacades();
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOME", home);
        }
    }

    private static bool HasFiles(string directory) => Directory.Exists(Path.Combine(directory, ".tui"));
}
