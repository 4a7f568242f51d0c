namespace TuiTorrent.Interop.Foreign;

/// <summary>The Python scripts that stand beside the test program.</summary>
internal static class Scripts
{
    /// <summary>The full path of a script.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "scripts", name);
}
