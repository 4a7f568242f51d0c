using Terminal.Gui.Configuration;

namespace TuiTorrent.Dashboard.Host;

/// <summary>Shuts out the configuration files of Terminal.Gui.</summary>
/// <remarks>
/// The library obeys ./.tui/config.json, ~/.tui/config.json and the variable TUI_CONFIG without being asked to. Started in a directory of downloads, the files of a torrent could so rebind
/// the keys. It reads them when it is loaded, which in a native program is before the first line of it; so the settings are made anew from a place without such files.
/// </remarks>
internal static class LibrarySettings
{
    /// <summary>Leaves the current directory for good, and makes the library's settings those that it was built with. Before the first screen.</summary>
    public static void ShutOut()
    {
        Directory.SetCurrentDirectory("/");
        var home = Environment.GetEnvironmentVariable("HOME");
        Environment.SetEnvironmentVariable("TUI_CONFIG", null);
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
}
