using System.Security.Cryptography;
using TuiTorrent.Fuzz.Targets;

namespace TuiTorrent.Fuzz;

/// <summary>The inputs of a target as files: seeds, and what once was wrong.</summary>
internal sealed class Corpus(string root, FuzzTarget target)
{
    private string Folder => Path.Combine(root, target.Name);

    /// <summary>All inputs; the seeds are written first where there are no files.</summary>
    public List<byte[]> Load()
    {
        Directory.CreateDirectory(Folder);
        if (!Directory.EnumerateFiles(Folder).Any())
        {
            foreach (var (index, seed) in target.Seeds().Index())
            {
                File.WriteAllBytes(Path.Combine(Folder, $"seed-{index:D2}"), seed);
            }
        }

        return [.. Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    /// <summary>Keeps an input that went wrong; returns its path.</summary>
    public string Keep(byte[] input)
    {
        var path = Path.Combine(Folder, "crash-" + Convert.ToHexStringLower(SHA1.HashData(input)));
        File.WriteAllBytes(path, input);
        return path;
    }
}
