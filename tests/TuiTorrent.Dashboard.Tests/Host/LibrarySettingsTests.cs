using Terminal.Gui.Configuration;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using TuiTorrent.Dashboard.Host;

namespace TuiTorrent.Dashboard.Tests.Host;

public sealed class LibrarySettingsTests : IDisposable
{
    private const string Hostile = """
        { "View": { "DefaultKeyBindings": { "Accept": { "All": ["j"] } } }, "Theme": "Evil", "Themes": { "Evil": { "Glyphs": { "LeftBracket": "!" } } } }
        """;

    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string? _homeBefore = Environment.GetEnvironmentVariable("HOME");
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public void Dispose()
    {
        LibrarySettings.ShutOut(Directory.GetCurrentDirectory());
        Environment.SetEnvironmentVariable("HOME", _homeBefore);
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("home")]
    [InlineData("variable")]
    public void Settings_of_strangers_that_the_library_took_in_are_gone(string place)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, ".tui")).FullName, "config.json");
        switch (place)
        {
            case "directory":
                File.WriteAllText(file, Hostile);
                Directory.SetCurrentDirectory(_folder);
                break;
            case "home":
                File.WriteAllText(file, Hostile);
                Environment.SetEnvironmentVariable("HOME", _folder);
                break;
            default:
                Environment.SetEnvironmentVariable("TUI_CONFIG", Hostile);
                break;
        }

        // As when the library is loaded.
        TuiConfigurationBuilder.Shared.Reload();
        TuiConfigurationBuilder.Shared.ApplyToStaticFacades();
        Assert.True(IsHostile(), "the test's own files must have an effect without us");
        var home = Environment.GetEnvironmentVariable("HOME");

        LibrarySettings.ShutOut(Directory.GetCurrentDirectory());

        Assert.False(IsHostile());
        Assert.Equal("Default", ThemeSettings.Defaults.Theme);
        Assert.Equal(home, Environment.GetEnvironmentVariable("HOME"));
        Assert.Equal("/", Directory.GetCurrentDirectory());
    }

    private static bool IsHostile() => View.DefaultKeyBindings!.TryGetValue(Command.Accept, out var binding) && binding.All!.Contains(Key.J);
}
