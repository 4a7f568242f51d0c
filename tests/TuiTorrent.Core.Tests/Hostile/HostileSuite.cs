using System.Collections.Concurrent;

namespace TuiTorrent.Core.Tests.Hostile;

/// <summary>All hostile inputs, by group. A new group is a file beside this one and a line in <see cref="Groups"/>.</summary>
public static class HostileSuite
{
    private static readonly ConcurrentDictionary<string, HostileResult> Results = new();

    /// <summary>The groups: a letter or word, and where the cases come from.</summary>
    public static IReadOnlyList<(string Name, Func<IEnumerable<HostileCase>> Cases)> Groups { get; } =
    [
        ("B bencode", BencodeCases.All),
        ("M metainfo", MetainfoCases.All),
        ("E encryption", EncryptionCases.All),
        ("A U trackers", TrackerCases.All),
        ("W peer wire", WireCases.All),
    ];

    /// <summary>Every case of every group by its id.</summary>
    public static IReadOnlyDictionary<string, HostileCase> Cases { get; } = Groups.SelectMany(group => group.Cases()).ToDictionary(c => c.Id);

    /// <summary>What came of a case; it is run when first asked for.</summary>
    public static HostileResult ResultOf(string id) => Results.GetOrAdd(id, key => Cases[key].Execute());
}
