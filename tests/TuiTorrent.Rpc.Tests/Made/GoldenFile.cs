using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TuiTorrent.Rpc.Tests.Made;

/// <summary>Answers kept as files.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares with Golden/<paramref name="name"/>; with TUITORRENT_WRITE_GOLDEN=1 writes it instead.</summary>
    public static void Assert(string name, string actual)
    {
        var path = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("TUITORRENT_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Xunit.Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>JSON on many lines, for people.</summary>
    public static string Indent(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Pretty) + "\n";

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Golden"));
}
