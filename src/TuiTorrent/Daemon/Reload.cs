using TuiTorrent.Config;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Daemon;

/// <summary>What a config file that was read again changes in a daemon that runs.</summary>
internal static class Reload
{
    /// <summary>The settings that differ but count from the next start only.</summary>
    public static IReadOnlyList<string> NeedRestart(Settings before, Settings after)
    {
        var names = new List<string>();
        Compare("downloads.state", before.StateDirectory == after.StateDirectory);
        Compare("downloads.preallocation", before.Preallocation == after.Preallocation);
        Compare("downloads.roots", before.Roots.SequenceEqual(after.Roots));
        Compare("network.port", before.Port == after.Port);
        Compare("network.bind", Equals(before.Bind, after.Bind));
        Compare("rpc.listen", before.RpcListen.SequenceEqual(after.RpcListen));
        Compare("rpc.username", before.RpcUsername == after.RpcUsername);
        Compare("rpc.password_file", before.RpcPasswordFile == after.RpcPasswordFile);
        Compare("rpc.password_hash", before.RpcPasswordHash == after.RpcPasswordHash);
        Compare("rpc.allowed_hosts", before.RpcAllowedHosts.SequenceEqual(after.RpcAllowedHosts));
        Compare("rpc.allowed_addresses", before.RpcAllowedAddresses.SequenceEqual(after.RpcAllowedAddresses));
        Compare("daemon.socket", before.Socket == after.Socket);
        Compare("memory.buffer", before.BufferBytes == after.BufferBytes);
        return names;

        void Compare(string name, bool isSame)
        {
            if (!isSame)
            {
                names.Add(name);
            }
        }
    }

    /// <summary>The options with what the file changed, and nothing else: what was set at run time and isn't named by a change stays.</summary>
    public static EngineOptions Apply(EngineOptions now, EngineOptions before, EngineOptions after)
    {
        var session = now.Session with
        {
            Encryption = Pick(now.Session.Encryption, before.Session.Encryption, after.Session.Encryption),
            MaxPeers = Pick(now.Session.MaxPeers, before.Session.MaxPeers, after.Session.MaxPeers),
            MaxPeersPerTorrent = Pick(now.Session.MaxPeersPerTorrent, before.Session.MaxPeersPerTorrent, after.Session.MaxPeersPerTorrent),
            UploadSlots = Pick(now.Session.UploadSlots, before.Session.UploadSlots, after.Session.UploadSlots),
        };
        var alternative = now.Alternative with
        {
            Download = Pick(now.Alternative.Download, before.Alternative.Download, after.Alternative.Download),
            Upload = Pick(now.Alternative.Upload, before.Alternative.Upload, after.Alternative.Upload),
            IsScheduled = Pick(now.Alternative.IsScheduled, before.Alternative.IsScheduled, after.Alternative.IsScheduled),
            BeginMinute = Pick(now.Alternative.BeginMinute, before.Alternative.BeginMinute, after.Alternative.BeginMinute),
            EndMinute = Pick(now.Alternative.EndMinute, before.Alternative.EndMinute, after.Alternative.EndMinute),
            Days = Pick(now.Alternative.Days, before.Alternative.Days, after.Alternative.Days),
        };
        return now with
        {
            Session = session,
            Alternative = alternative,
            DownloadLimit = Pick(now.DownloadLimit, before.DownloadLimit, after.DownloadLimit),
            IsDownloadLimited = Pick(now.IsDownloadLimited, before.IsDownloadLimited, after.IsDownloadLimited),
            UploadLimit = Pick(now.UploadLimit, before.UploadLimit, after.UploadLimit),
            IsUploadLimited = Pick(now.IsUploadLimited, before.IsUploadLimited, after.IsUploadLimited),
            DownloadDirectory = Pick(now.DownloadDirectory, before.DownloadDirectory, after.DownloadDirectory),
            StartAdded = Pick(now.StartAdded, before.StartAdded, after.StartAdded),
            MaxDownloads = Pick(now.MaxDownloads, before.MaxDownloads, after.MaxDownloads),
            MaxSeeds = Pick(now.MaxSeeds, before.MaxSeeds, after.MaxSeeds),
            StalledMinutes = Pick(now.StalledMinutes, before.StalledMinutes, after.StalledMinutes),
            SeedRatio = Pick(now.SeedRatio, before.SeedRatio, after.SeedRatio),
            SeedIdleMinutes = Pick(now.SeedIdleMinutes, before.SeedIdleMinutes, after.SeedIdleMinutes),
        };
    }

    // A limit that is raised in the file counts even where another was set by hand meanwhile: the file was written last.
    private static T Pick<T>(T now, T before, T after) => EqualityComparer<T>.Default.Equals(before, after) ? now : after;
}
