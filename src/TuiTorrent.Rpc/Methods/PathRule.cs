using System.Text;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Which directories a caller may name. Trusted callers (the owner at the Unix socket) could write anywhere without us; all others stay below the roots, links followed.</summary>
internal static class PathRule
{
    private const int MaxLinks = 40;

    /// <summary>The path in its plainest form, or null and why not.</summary>
    public static async ValueTask<(string? Path, Outcome Outcome)> CheckAsync(RpcCall call, string path)
    {
        if (!path.StartsWith('/'))
        {
            return (null, new Outcome(Contract.RpcErrors.PathNotAbsolute, "The directory must be an absolute path."));
        }

        if (path.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(path) > RpcLimits.MaxPathBytes)
        {
            return (null, Outcome.Invalid("The directory is no possible path."));
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Contains(".."))
        {
            return (null, Outcome.Invalid("The directory must not contain \"..\"."));
        }

        var plain = "/" + string.Join('/', parts.Where(part => part != "."));
        if (call.Caller.IsTrusted)
        {
            return (plain, Outcome.Ok);
        }

        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        return Roots(call.Doors, call.Engine.Options, snapshot).Any(root => IsBelow(plain, root))
            ? (plain, Outcome.Ok)
            : (null, Outcome.Refused("This directory is not below those that the daemon allows; see roots of [downloads] in config.toml."));
    }

    private static IEnumerable<string> Roots(DaemonDoors doors, EngineOptions options, EngineSnapshot snapshot) =>
        doors.AllowedRoots.Append(options.DownloadDirectory).Concat(snapshot.Torrents.Select(torrent => torrent.Directory)).Where(root => root.Length > 1).Distinct();

    /// <summary>By the words and by where they lead: a link inside that points out is out.</summary>
    private static bool IsBelow(string path, string root) =>
        StartsBelow(path, root.TrimEnd('/')) && Resolve(root) is { } realRoot && Resolve(path) is { } realPath && StartsBelow(realPath, realRoot);

    private static bool StartsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    /// <summary>Follows all links of as much of the path as exists; null if there are too many.</summary>
    private static string? Resolve(string path)
    {
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "";
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == "..")
            {
                real = real.Length == 0 ? "" : real[..real.LastIndexOf('/')];
                continue;
            }

            if (part == ".")
            {
                continue;
            }

            var next = $"{real}/{part}";
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            real = target.StartsWith('/') ? "" : real;
            foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(step);
            }
        }

        return real;
    }
}
