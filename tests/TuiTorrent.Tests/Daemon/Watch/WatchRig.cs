using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Core.Metainfo;
using TuiTorrent.Daemon.Watch;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Tests.Daemon.Watch;

/// <summary>A watch folder over a real directory, with time that a test moves and an engine that only notes.</summary>
internal sealed class WatchRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly HashSet<string> _known = [];

    public WatchRig(WatchAction action = WatchAction.Rename)
    {
        Directory.CreateDirectory(Root);
        Folder = new WatchFolder(action, (level, text) => Told.Add($"{level}: {text}"));
        Folder.NoticeAll();
    }

    /// <summary>The watch directory; beside it there is room for what must not be touched.</summary>
    public string Root => _directory.Below("watch");

    public WatchFolder Folder { get; }

    public long NowMs { get; set; } = 1_000_000;

    public List<string> Told { get; } = [];

    public List<string> Added { get; } = [];

    /// <summary>What the engine says to the next torrent instead of yes.</summary>
    public string? Refusal { get; set; }

    /// <summary>The names in the directory, sorted.</summary>
    public string Names => string.Join(' ', Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal));

    /// <summary>A torrent of one file.</summary>
    public static byte[] Torrent(string name = "a") =>
        Encoding.ASCII.GetBytes($"d4:infod6:lengthi1e4:name{name.Length}:{name}12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee");

    /// <summary>A path in the directory.</summary>
    public string Below(string name) => Path.Combine(Root, name);

    /// <summary>A path beside it.</summary>
    public string Beside(string name) => _directory.Below(name);

    /// <summary>Puts a file there.</summary>
    public WatchRig With(string name, byte[] bytes)
    {
        File.WriteAllBytes(Below(name), bytes);
        return this;
    }

    /// <summary>An event of the kernel.</summary>
    public void Notice(string name, bool isClosed) => Folder.Notice(WatchName.Of(Encoding.UTF8.GetBytes(name)), isClosed);

    /// <summary>Does all that can be done at this time.</summary>
    public WatchRig Pass()
    {
        using var directory = WatchedDirectory.TryOpen(Root, out _)!;
        while (Folder.Next(NowMs, directory) is { } metainfo)
        {
            Folder.Finish(Add(metainfo), directory);
        }

        return this;
    }

    /// <summary>Lets time pass, then does what can be done.</summary>
    public WatchRig Pass(long afterMs)
    {
        NowMs += afterMs;
        return Pass();
    }

    public void Dispose()
    {
        // The framework can't delete what it can't name.
        using (var process = System.Diagnostics.Process.Start("/bin/rm", ["-rf", Root]))
        {
            process.WaitForExit();
        }

        _directory.Dispose();
    }

    private AddResult Add(TorrentMetainfo metainfo)
    {
        if (Refusal is { } refusal)
        {
            return new AddResult(0, metainfo.InfoHash, metainfo.Name, false, refusal);
        }

        Added.Add(metainfo.Name);
        return new AddResult(_known.Count, metainfo.InfoHash, metainfo.Name, !_known.Add(metainfo.InfoHash.ToString()), null);
    }
}
