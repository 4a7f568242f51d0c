using System.Diagnostics.CodeAnalysis;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Dashboard.Dialogs;

/// <summary>What somebody typed or pasted to be added: a link, or a .torrent file that was read here.</summary>
/// <param name="Text">As it was typed; not clean.</param>
/// <param name="Torrent">The file; null for a link.</param>
internal sealed record AddSource(string Text, TorrentMetainfo? Torrent)
{
    /// <summary>Sources taken of one paste.</summary>
    public const int MaxMany = 200;

    /// <summary>A name for people.</summary>
    public string Name => Core.SafeText.From(Torrent?.Name ?? Text, 200);

    /// <summary>Lines of a paste, each without quotes and blanks around. Magnet links may share a line: they have no blanks, and are copied so.</summary>
    public static IReadOnlyList<string> Lines(string paste) =>
        [.. paste.Split('\n').SelectMany(static line => line.TrimStart().StartsWith("magnet:", StringComparison.OrdinalIgnoreCase) ? line.Split(' ') : [line]).Select(Trim).Where(static line => line.Length > 0).Distinct().Take(MaxMany)];

    /// <summary>Without what shells and file managers put around a path.</summary>
    public static string Trim(string text)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0])
        {
            text = text[1..^1];
        }

        return text.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(text["file://".Length..]) : text;
    }

    /// <summary>Recognises a link, or reads a file.</summary>
    /// <param name="text">Trimmed.</param>
    /// <param name="ui">Knows where relative paths start.</param>
    /// <param name="source">The result.</param>
    /// <param name="error">What is wrong, a sentence.</param>
    public static bool TryRead(string text, Commands.UiContext ui, [NotNullWhen(true)] out AddSource? source, out string error)
    {
        (source, error) = (null, "");
        if (text.Length == 0)
        {
            error = "Type a path, a magnet link or an address.";
            return false;
        }

        if (PathField.IsLink(text))
        {
            source = new AddSource(text, null);
            return true;
        }

        if (TryLoad(ui.Resolve(text), out var bytes, out error))
        {
            if (TorrentMetainfo.TryParse(bytes, out var torrent, out var problem))
            {
                source = new AddSource(text, torrent);
                return true;
            }

            error = problem.Text;
        }

        return false;
    }

    private static bool TryLoad(string path, out byte[] bytes, out string error)
    {
        (bytes, error) = ([], "");
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
            {
                error = "This is a folder: choose a .torrent file in it.";
            }
            else if (!file.Exists)
            {
                error = "There is no such file on this machine.";
            }
            else if (file.Length == 0)
            {
                // Pipes and devices say 0, too: opening one could wait for ever.
                error = "This file is empty, or no ordinary file.";
            }
            else if (file.Length > Limits.MaxMetainfoBytes)
            {
                error = "This file is larger than 10 MiB, which no .torrent file should be.";
            }
            else
            {
                bytes = File.ReadAllBytes(path);
            }
        }
        catch (UnauthorizedAccessException)
        {
            error = "You may not read this file.";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            error = "This file can't be read.";
        }

        return error.Length == 0;
    }
}
