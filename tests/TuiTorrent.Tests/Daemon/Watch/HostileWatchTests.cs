using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Daemon.Watch;

namespace TuiTorrent.Tests.Daemon.Watch;

/// <summary>Group H of the hostile inputs: what may lie in a watch directory.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class HostileWatchTests
{
    private const string Secret = "root:x:0:0::/root:/bin/sh\n";

    public static TheoryData<string> Ids => [.. All.Select(c => c.Id)];

    /// <summary>A case: what is put there and done, and what must have come of it.</summary>
    /// <param name="Id">Its number in the list of hostile inputs, and what it is.</param>
    /// <param name="Names">The names that are in the directory at the end.</param>
    /// <param name="Added">The torrents that the engine got.</param>
    /// <param name="Told">A part of the one warning; "" if there must be none.</param>
    /// <param name="Run">Does it.</param>
    private sealed record Case(string Id, string Names, string Added, string Told, Action<WatchRig> Run)
    {
        public WatchAction Action { get; init; } = WatchAction.Rename;
    }

    private static readonly Case[] All =
    [
        new("H0 a whole file", "a.torrent.added", "a", "", rig => rig.With("a.torrent", WatchRig.Torrent()).Pass()),
        new("H0 in capitals", "A.TORRENT.added", "a", "", rig => rig.With("A.TORRENT", WatchRig.Torrent()).Pass()),
        new("H0 another name", "a.txt b.torrent.part", "", "", rig => rig.With("a.txt", WatchRig.Torrent()).With("b.torrent.part", WatchRig.Torrent()).Pass(1_000_000)),
        new("H0 a hidden file", ".a.torrent .torrent", "", "", rig => rig.With(".a.torrent", WatchRig.Torrent()).With(".torrent", WatchRig.Torrent()).Pass(1_000_000)),
        new("H0 moved when taken", "added added/a.torrent", "a", "", rig => rig.With("a.torrent", WatchRig.Torrent()).Pass()) { Action = WatchAction.Move },
        new("H0 deleted when taken", "", "a", "", rig => rig.With("a.torrent", WatchRig.Torrent()).Pass()) { Action = WatchAction.Delete },
        new("H1 half written", "a.torrent", "", "", rig => rig.With("a.torrent", WatchRig.Torrent()[..^1]).Pass().Pass(WatchFolder.OpenSettleMs - 1)),
        new("H1 half written, then whole", "a.torrent.added", "a", "", rig => rig.With("a.torrent", WatchRig.Torrent()[..^1]).Pass().With("a.torrent", WatchRig.Torrent()).Pass(WatchFolder.OpenSettleMs)),
        new("H1 whole when its writer closes it", "a.torrent.added", "a", "", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent()[..20]).Pass().With("a.torrent", WatchRig.Torrent());
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass();
        }),
        new("H1 each byte on its own", "a.torrent.added", "a", "", rig =>
        {
            var bytes = WatchRig.Torrent();
            for (var length = 0; length <= bytes.Length; length++)
            {
                rig.With("a.torrent", bytes[..length]);
                rig.Notice("a.torrent", isClosed: true);
                rig.Pass(WatchFolder.ClosedSettleMs - 1);
            }
        }),
        new("H1 never whole", "a.torrent.invalid", "", "a.torrent is no torrent: The file is damaged, cut short", rig => rig.With("a.torrent", WatchRig.Torrent()[..^1]).Pass().Pass(WatchFolder.OpenSettleMs).Pass(1_000_000)),
        new("H1 closed and broken", "a.torrent.invalid", "", "a.torrent is no torrent: The file is damaged, cut short", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent()[..^1]);
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass().Pass(WatchFolder.ClosedSettleMs);
        }),
        new("H1 closed, opened again and written", "a.torrent", "", "", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent()[..20]);
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass().With("a.torrent", WatchRig.Torrent()[..30]).Pass(WatchFolder.ClosedSettleMs).Pass(WatchFolder.ClosedSettleMs - 1);
        }),
        new("H1 a torrent and a byte", "a.torrent.invalid", "", "goes on after the end", rig => rig.With("a.torrent", [.. WatchRig.Torrent(), 0]).Pass().Pass(WatchFolder.OpenSettleMs)),
        new("H1 a web page", "a.torrent.invalid", "", "is a web page", rig => rig.With("a.torrent", "<html>"u8.ToArray()).Pass().Pass(WatchFolder.OpenSettleMs)),
        new("H1 empty for a day", "a.torrent", "", "", rig => rig.With("a.torrent", []).Pass().Pass(86_400_000)),
        new("H1 empty, then whole", "a.torrent.added", "a", "", rig =>
        {
            rig.With("a.torrent", []).Pass(86_400_000).With("a.torrent", WatchRig.Torrent());
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass();
        }),
        new("H1 gone before it is looked at", "", "", "", rig =>
        {
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass();
        }),
        new("H1 larger than any torrent", "a.torrent.invalid", "", "larger than 10 MiB", rig =>
        {
            using (var file = File.Create(rig.Below("a.torrent")))
            {
                file.SetLength((1L << 40) + 1);
            }

            rig.Pass().Pass(WatchFolder.OpenSettleMs);
        }),
        new("H2 a pipe", "a.torrent", "", "a.torrent can't be taken: it is a named pipe", rig => { Shell("mkfifo \"$1\"", rig.Below("a.torrent")); rig.Pass().Pass(1_000_000); }),
        new("H2 a socket", "a.torrent", "", "a.torrent can't be taken: it is a socket", rig => { Listen(rig.Below("a.torrent")); rig.Pass().Pass(1_000_000); }),
        new("H2 a link to a device", "a.torrent", "", "it is a symbolic link", rig => { File.CreateSymbolicLink(rig.Below("a.torrent"), "/dev/zero"); rig.Pass().Pass(1_000_000); }),
        new("H3 a link to a secret", "a.torrent", "", "a.torrent can't be taken: it is a symbolic link, which is not followed here", rig =>
        {
            File.WriteAllText(rig.Beside("shadow"), Secret);
            File.CreateSymbolicLink(rig.Below("a.torrent"), rig.Beside("shadow"));
            rig.Pass().Pass(1_000_000);
            Assert.Equal(Secret, File.ReadAllText(rig.Beside("shadow")));
        }),
        new("H3 a link to a torrent", "a.torrent", "", "it is a symbolic link", rig =>
        {
            File.WriteAllBytes(rig.Beside("b.torrent"), WatchRig.Torrent());
            File.CreateSymbolicLink(rig.Below("a.torrent"), rig.Beside("b.torrent"));
            rig.Pass().Pass(1_000_000);
        }),
        new("H3 a link to nothing", "a.torrent", "", "it is a symbolic link", rig => { File.CreateSymbolicLink(rig.Below("a.torrent"), "/nonexistent"); rig.Pass().Pass(1_000_000); }),
        new("H3 the directory for those taken is a link out", "a.torrent added", "a", "can't be put away", rig =>
        {
            Directory.CreateDirectory(rig.Beside("outside"));
            File.CreateSymbolicLink(rig.Below("added"), rig.Beside("outside"));
            rig.With("a.torrent", WatchRig.Torrent()).Pass().Pass(1_000_000);
            Assert.Empty(Directory.EnumerateFileSystemEntries(rig.Beside("outside")));
        }) { Action = WatchAction.Move },
        new("H4 a name that is not UTF-8", "\uFFFDa\uFFFD.torrent.added", "a", "", rig => { Write(rig, "\\377a\\300.torrent"); rig.Pass(); }),
        new("H4 broken, with escapes in its name", "\u001b[2J\uFFFD.torrent.invalid", "", "is no torrent", rig => { Write(rig, "\\033[2J\\377.torrent", "x"); rig.Pass().Pass(WatchFolder.OpenSettleMs); }),
        new("H4 a line break in its name", "a\nb.torrent.invalid", "", "a b.torrent is no torrent", rig => rig.With("a\nb.torrent", "x"u8.ToArray()).Pass().Pass(WatchFolder.OpenSettleMs)),
        new("H4 a name of 255 bytes", new string('n', 247) + ".torrent"[..2] + ".added", "a", "", rig => rig.With(new string('n', 247) + ".torrent", WatchRig.Torrent()).Pass()),
        new("H5 a directory", "a.torrent", "", "a.torrent can't be taken: it is a directory", rig => { Directory.CreateDirectory(rig.Below("a.torrent")); rig.Pass().Pass(1_000_000); }),
        new("H5 a directory with a torrent in it", "a.torrent a.torrent/b.torrent", "", "it is a directory", rig => { Directory.CreateDirectory(rig.Below("a.torrent")); rig.With("a.torrent/b.torrent", WatchRig.Torrent()).Pass().Pass(1_000_000); }),
        new("H7 unreadable", "a.torrent", "", "a.torrent can't be taken: it can't be read", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent());
            File.SetUnixFileMode(rig.Below("a.torrent"), UnixFileMode.None);
            rig.Pass().Pass(1_000_000);
        }),
        new("H7 unreadable, then readable", "a.torrent.added", "a", "a.torrent can't be taken", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent());
            File.SetUnixFileMode(rig.Below("a.torrent"), UnixFileMode.None);
            rig.Pass();
            File.SetUnixFileMode(rig.Below("a.torrent"), UnixFileMode.UserRead);
            rig.Notice("a.torrent", isClosed: false);
            rig.Pass();
        }),
        new("H8 the same torrent twice", "a.torrent.added b.torrent.added", "a a", "", rig => rig.With("a.torrent", WatchRig.Torrent()).With("b.torrent", WatchRig.Torrent()).Pass()),
        new("H8 the same name again", "a.torrent.1.added a.torrent.added", "a b", "", rig =>
        {
            rig.With("a.torrent", WatchRig.Torrent()).Pass().With("a.torrent", WatchRig.Torrent("b"));
            rig.Notice("a.torrent", isClosed: true);
            rig.Pass();
            Assert.Equal(WatchRig.Torrent(), File.ReadAllBytes(rig.Below("a.torrent.added")));
        }),
        new("H8 a file that has the name of those taken", "a.torrent.1.added a.torrent.added", "a", "", rig =>
        {
            rig.With("a.torrent.added", "mine"u8.ToArray()).With("a.torrent", WatchRig.Torrent()).Pass();
            Assert.Equal("mine", File.ReadAllText(rig.Below("a.torrent.added")));
        }),
        new("H9 refused by the engine", "a.torrent", "", "a.torrent was not added: No.", rig =>
        {
            rig.Refusal = "No.";
            rig.With("a.torrent", WatchRig.Torrent()).Pass().Pass(1_000_000);
            rig.Folder.NoticeAll();
            rig.Refusal = null;
            rig.Pass();
        }),
        new("H9 told once, though noticed often", "a.torrent", "", "it is a directory", rig =>
        {
            Directory.CreateDirectory(rig.Below("a.torrent"));
            for (var i = 0; i < 100; i++)
            {
                rig.Notice("a.torrent", isClosed: i % 2 == 0);
                rig.Folder.NoticeAll();
                rig.Pass(1000);
            }
        }),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_hostile_file_gets_its_verdict(string id)
    {
        var given = All.Single(c => c.Id == id);
        Assert.SkipWhen(id.StartsWith("H7", StringComparison.Ordinal) && Environment.IsPrivilegedProcess, "root reads everything");
        var (names, added, told) = Execute(given);
        Assert.Equal(given.Names, names);
        Assert.Equal(given.Added, added);
        Assert.Equal(given.Told.Length > 0 ? 1 : 0, told.Count);
        Assert.All(told, text => Assert.Contains(given.Told, text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain(text, char.IsControl));
    }

    [Fact]
    public void Group_H_as_a_whole()
    {
        var cases = All.Where(c => !c.Id.StartsWith("H7", StringComparison.Ordinal) || !Environment.IsPrivilegedProcess).ToList();
        var asExpected = cases.Count(given =>
        {
            var (names, added, told) = Execute(given);
            return names == given.Names && added == given.Added && told.Count == (given.Told.Length > 0 ? 1 : 0) && told.TrueForAll(t => t.Contains(given.Told, StringComparison.Ordinal));
        });
        Console.WriteLine($"H: {cases.Count} cases, {asExpected} as expected");
        Assert.Equal(cases.Count, asExpected);
    }

    [Fact]
    public void A_hundred_thousand_other_files_and_a_few_thousand_broken_ones_do_not_hide_a_torrent()
    {
        using var rig = new WatchRig();
        for (var i = 0; i < 97_000; i++)
        {
            File.CreateSymbolicLink(rig.Below($"{i}.txt"), "x");
        }

        for (var i = 0; i < 3_000; i++)
        {
            File.CreateSymbolicLink(rig.Below($"{i}.torrent"), "x");
        }

        rig.With("z.torrent", WatchRig.Torrent());

        rig.Pass();

        Assert.Equal(["a"], rig.Added);
        Assert.Equal(21, rig.Told.Count(t => t.StartsWith("Warning", StringComparison.Ordinal)));
        Assert.Contains("Warning: watch directory: the same is true of 2980 more files", rig.Told);
    }

    [Fact]
    public void More_broken_files_than_can_be_remembered_end_the_search_and_are_told_of_once()
    {
        using var rig = new WatchRig();
        for (var i = 0; i < 12_000; i++)
        {
            File.CreateSymbolicLink(rig.Below($"{i}.torrent"), "x");
        }

        rig.Pass();
        rig.Folder.NoticeAll();
        rig.Pass();

        Assert.Single(rig.Told, t => t.Contains("more than 10000 files", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_torrents_are_taken_each_once()
    {
        using var rig = new WatchRig();
        for (var i = 0; i < 2_500; i++)
        {
            rig.With($"{i}.torrent", WatchRig.Torrent($"t{i}"));
        }

        rig.Pass();

        Assert.Equal(2_500, rig.Added.Distinct().Count());
        Assert.Equal(2_500, rig.Added.Count);
        Assert.Null(rig.Folder.NextDeadlineMs);
    }

    [Fact]
    public void Nothing_is_to_be_done_later_when_all_is_taken_and_something_when_a_file_is_half_written()
    {
        using var rig = new WatchRig();
        rig.With("a.torrent", WatchRig.Torrent()).Pass();
        Assert.Null(rig.Folder.NextDeadlineMs);

        rig.With("b.torrent", "d"u8.ToArray());
        rig.Notice("b.torrent", isClosed: false);
        rig.Pass();
        Assert.Equal(rig.NowMs + WatchFolder.OpenSettleMs, rig.Folder.NextDeadlineMs);
    }

    private static (string Names, string Added, List<string> Told) Execute(Case given)
    {
        using var rig = new WatchRig(given.Action);
        given.Run(rig);
        return (rig.Names, string.Join(' ', rig.Added), rig.Told.FindAll(text => !text.StartsWith("Info", StringComparison.Ordinal)));
    }

    private static void Listen(string path)
    {
        // Closing it leaves the name.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        File.Move(path, path + "~");
        socket.Dispose();
        File.Move(path + "~", path);
    }

    /// <summary>Writes a file whose name the framework can't say.</summary>
    private static void Write(WatchRig rig, string escapedName, string? content = null)
    {
        File.WriteAllBytes(rig.Beside("content"), content is null ? WatchRig.Torrent() : Encoding.UTF8.GetBytes(content));
        Shell("mv \"$1\" \"$(printf \"$2\")\"", rig.Beside("content"), rig.Root + "/" + escapedName);
    }

    private static void Shell(string script, params ReadOnlySpan<string> arguments)
    {
        using var process = Process.Start("/bin/sh", ["-c", script, "sh", .. arguments]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
