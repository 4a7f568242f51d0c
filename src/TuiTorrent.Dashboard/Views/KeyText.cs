using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>How a key is written for people.</summary>
internal static class KeyText
{
    /// <summary>Of Terminal.Gui's notation: "CursorUp" is "↑", "Ctrl+S" is "^S".</summary>
    public static string Of(string key) => key switch
    {
        "Enter" => GlyphSet.Current.IsUnicode ? "⏎" : "Enter",
        "CursorUp" => GlyphSet.Current.IsUnicode ? "↑" : "Up",
        "CursorDown" => GlyphSet.Current.IsUnicode ? "↓" : "Down",
        "CursorLeft" => GlyphSet.Current.IsUnicode ? "←" : "Left",
        "CursorRight" => GlyphSet.Current.IsUnicode ? "→" : "Right",
        "Delete" => "Del",
        "PageUp" => "PgUp",
        "PageDown" => "PgDn",
        _ when key.StartsWith("Ctrl+", StringComparison.Ordinal) && key.Length == 6 => $"^{key[^1]}",
        _ => key,
    };
}
