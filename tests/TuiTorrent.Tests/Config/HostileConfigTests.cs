using System.Net;
using System.Text;
using TuiTorrent.Config;
using TuiTorrent.Daemon;

namespace TuiTorrent.Tests.Config;

/// <summary>Group C of the hostile inputs: config files that are not what they should be.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class HostileConfigTests
{
    private const int Mode644 = 0x1A4;
    private const int Mode640 = 0x1A0;
    private const int Mode620 = 0x190;
    private const int Mode600 = 0x180;

    public static TheoryData<string> Ids => [.. All.Select(c => c.Id)];

    /// <summary>A case: what is done in an empty directory, and what is said of it.</summary>
    /// <param name="Id">Its number in the list of hostile inputs, and what it is.</param>
    /// <param name="Expected">"accept", or a part of the one sentence with which it is refused.</param>
    /// <param name="Make">Makes the config file, whose path it gets.</param>
    private sealed record Case(string Id, string Expected, Action<string> Make);

    private static readonly Case[] All =
    [
        Bytes("C1 BOM", "accept", [0xEF, 0xBB, 0xBF, .. "[network]\nport = 1"u8]),
        Bytes("C1 BOM alone", "accept", [0xEF, 0xBB, 0xBF]),
        Bytes("C1 two BOMs", "accept", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "[network]\nport = 1"u8]),
        Bytes("C1 half a BOM", ":1: this is not UTF-8 text", [0xEF, 0xBB]),
        Bytes("C1 UTF-16", ":1: this is not UTF-8 text", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("[network]")).ToArray()),
        Bytes("C1 bad UTF-8 in the third line", ":3: this is not UTF-8 text", [.. "[network]\nport = 1\n# "u8, 0xFF]),
        Bytes("C1 overlong", ":1: this is not UTF-8 text", [.. "# "u8, 0xC0, 0xAF]),
        Bytes("C1 NUL", ":2: this is not UTF-8 text", [.. "[network]\n\0"u8]),
        Bytes("C1 empty", "accept", []),
        Bytes("C1 DOS lines", "accept", "[network]\r\nport = 1\r\n"u8.ToArray()),
        Text("C2 unknown key", ":2: unknown key network.prot; did you mean network.port?", "[network]\nprot = 1"),
        Text("C2 unknown section", ":1: unknown section [net]", "[net]\nport = 1"),
        Text("C2 key outside of a section", ":1: unknown key port", "port = 1"),
        Text("C2 other case", ":2: unknown key network.Port", "[network]\nPort = 1"),
        Text("C2 key twice", ":3: ", "[network]\nport = 1\nport = 2"),
        Text("C2 section twice", ":3: ", "[network]\nport = 1\n[network]"),
        Text("C2 a table in a table", ":1: unknown section [network.port]", "[network.port]\nx = 1"),
        Text("C2 an array of tables", ":1: [[network]] must be [network]", "[[network]]\nport = \"x\""),
        Text("C2 a section as a value", ":1: unknown key network", "network = { port = 1 }"),
        Text("C2 a password in the open", ":2: unknown key rpc.password", "[rpc]\npassword = \"x\""),
        Text("C3 text for a number", ":2: network.port must be a whole number", "[network]\nport = \"1\""),
        Text("C3 point for a number", ":2: network.port must be a whole number", "[network]\nport = 1.0"),
        Text("C3 number for a text", ":2: watch.directory must be an absolute directory", "[watch]\ndirectory = 1"),
        Text("C3 text for a list", ":2: rpc.listen must be a list", "[rpc]\nlisten = \"127.0.0.1:1\""),
        Text("C3 a list of numbers", ":2: rpc.listen must be a list", "[rpc]\nlisten = [9091]"),
        Text("C3 a list of lists", ":2: rpc.listen must be a list", "[rpc]\nlisten = [[\"127.0.0.1:1\"]]"),
        Text("C3 an empty item", ":2: rpc.allowed_hosts must be a list", "[rpc]\nallowed_hosts = [\"\"]"),
        Text("C3 a line in an item", ":2: rpc.allowed_hosts must be a list", "[rpc]\nallowed_hosts = [\"a\\nb\"]"),
        Text("C3 65 items", ":2: rpc.allowed_hosts must be a list", "[rpc]\nallowed_hosts = [" + string.Concat(Enumerable.Repeat("\"a\",", 65)) + "]"),
        Text("C3 64 items", "accept", "[rpc]\nallowed_hosts = [" + string.Concat(Enumerable.Repeat("\"a\",", 64)) + "]"),
        Text("C3 text for a switch", ":2: downloads.start_added must be true or false", "[downloads]\nstart_added = \"true\""),
        Text("C3 number for a switch", ":2: downloads.start_added must be true or false", "[downloads]\nstart_added = 1"),
        Text("C3 switch", "accept", "[downloads]\nstart_added = false"),
        Text("C3 a date", ":2: limits.download must be a rate", "[limits]\ndownload = 2020-01-01"),
        Text("C3 ratio nan", ":2: seeding.ratio must be a number", "[seeding]\nratio = nan"),
        Text("C3 ratio inf", ":2: seeding.ratio must be a number", "[seeding]\nratio = inf"),
        Text("C3 ratio -1", ":2: seeding.ratio must be a number", "[seeding]\nratio = -1.0"),
        Text("C3 ratio 1e300", ":2: seeding.ratio must be a number", "[seeding]\nratio = 1e300"),
        Text("C3 ratio 1.5", "accept", "[seeding]\nratio = 1.5"),
        Text("C3 ratio 2", "accept", "[seeding]\nratio = 2"),
        Text("C3 alternative none", ":2: alternative.upload must be a rate", "[alternative]\nupload = \"none\""),
        Text("C3 hours 24:00", ":2: alternative.schedule must be hours", "[alternative]\nschedule = \"24:00-01:00\""),
        Text("C3 hours without end", ":2: alternative.schedule must be hours", "[alternative]\nschedule = \"22:00-\""),
        Text("C3 hours of no length", ":2: alternative.schedule must be hours", "[alternative]\nschedule = \"22:00-22:00\""),
        Text("C3 hours over midnight", "accept", "[alternative]\nschedule = \"22:00-07:00\""),
        Text("C3 no day", ":2: alternative.days must be a list of sun", "[alternative]\ndays = []"),
        Text("C3 day in full", ":2: alternative.days must be a list of sun", "[alternative]\ndays = [\"monday\"]"),
        Text("C3 listen without port", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"127.0.0.1\"]"),
        Text("C3 listen at port 0", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"127.0.0.1:0\"]"),
        Text("C3 listen at a name", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"localhost:9091\"]"),
        Text("C3 listen at a number", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"2130706433:9091\"]"),
        Text("C3 listen at a short address", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"127.1:9091\"]"),
        Text("C3 listen at v6 without brackets", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"::1:9091\"]"),
        Text("C3 listen at a zone", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"[fe80::1%1]:9091\"]"),
        Text("C3 listen at v6", "accept", "[rpc]\nlisten = [\"[::1]:9091\"]"),
        Text("C3 network /33", ":2: rpc.allowed_addresses must be a list", "[rpc]\nallowed_addresses = [\"10.0.0.0/33\"]"),
        Text("C3 network /-1", ":2: rpc.allowed_addresses must be a list", "[rpc]\nallowed_addresses = [\"10.0.0.0/-1\"]"),
        Text("C3 network with bits behind", "accept", "[rpc]\nallowed_addresses = [\"10.0.0.7/8\", \"fd00::1/8\", \"192.0.2.1\"]"),
        Text("C3 user with a colon", ":2: rpc.username must be a name", "[rpc]\nusername = \"a:b\""),
        Text("C3 relative watch directory", ":2: watch.directory must be an absolute directory", "[watch]\ndirectory = \"w\""),
        Text("C3 NUL in a directory", ":2: downloads.directory must be a directory", "[downloads]\ndirectory = \"/a\\u0001b\""),
        Text("C4 port 65536", ":2: network.port must be", "[network]\nport = 65536"),
        Text("C4 port -1", ":2: network.port must be", "[network]\nport = -1"),
        Text("C4 port 65535", "accept", "[network]\nport = 65535"),
        Text("C4 port 2^64", ":2: ", "[network]\nport = 18446744073709551616"),
        Text("C4 minutes beyond a year", ":2: queue.stalled_minutes must be", "[queue]\nstalled_minutes = 525601"),
        Text("C4 listen port 65536", ":2: rpc.listen must be a list", "[rpc]\nlisten = [\"127.0.0.1:65536\"]"),
        new("C5 a directory", "Can't read the config file", path => Directory.CreateDirectory(path)),
        new("C5 nothing there", "Can't read the config file", _ => { }),
        new("C5 a link to a file", "accept", path => { File.WriteAllText(path + ".real", "[network]\nport = 1"); File.CreateSymbolicLink(path, path + ".real"); }),
        new("C5 a link to itself", "Can't read the config file", path => File.CreateSymbolicLink(path, path)),
        new("C5 a link to nothing", "Can't read the config file", path => File.CreateSymbolicLink(path, path + ".none")),
        new("C5 an endless device", "too large for a config file", path => File.CreateSymbolicLink(path, "/dev/zero")),
        new("C5 the null device", "accept", path => File.CreateSymbolicLink(path, "/dev/null")),
        new("C5 a megabyte and a byte", "too large for a config file", path => File.WriteAllText(path, new string('#', (1024 * 1024) + 1))),
        new("C5 a megabyte", "accept", path => File.WriteAllText(path, new string('#', 1024 * 1024))),
        Secret("C6 secret for all", "others may read or change", Mode644),
        Secret("C6 secret for the group", "others may read or change", Mode640),
        Secret("C6 secret that the group may write", "others may read or change", Mode620),
        Secret("C6 secret of one's own", "accept", Mode600),
        new("C6 no secret there", "rpc.password_file: can't see", path => File.WriteAllText(path, $"[rpc]\npassword_file = \"{path}.secret\"")),
        new("C6 a directory for a secret", "is not a file", path => File.WriteAllText(path, $"[rpc]\npassword_file = \"{Path.GetDirectoryName(path)}\"")),
        new("C6 a device for a secret", "is not a file", path => File.WriteAllText(path, "[rpc]\npassword_file = \"/dev/zero\"")),
        new("C6 a link to a file for all", "others may read or change", path => { WithSecret(path, "pw", Mode644); File.Move(path + ".secret", path + ".real"); File.CreateSymbolicLink(path + ".secret", path + ".real"); }),
        new("C6 an empty secret", "the first line", path => WithSecret(path, "\nsecond", Mode600)),
        new("C6 a secret of 5,000 letters", "the first line", path => WithSecret(path, new string('p', 5000), Mode600)),
        new("C6 a hash in a file for all", "holds rpc.password_hash, but others may read", path => { File.WriteAllText(path, "[rpc]\npassword_hash = \"h\""); File.SetUnixFileMode(path, (UnixFileMode)Mode644); }),
        new("C6 a hash in a file of one's own", "accept", path => { File.WriteAllText(path, "[rpc]\npassword_hash = \"h\""); File.SetUnixFileMode(path, (UnixFileMode)Mode600); }),
        new("C6 both a hash and a file", "there can be one of them only", path => { WithSecret(path, "pw", Mode600); File.AppendAllText(path, "password_hash = \"h\""); File.SetUnixFileMode(path, (UnixFileMode)Mode600); }),
        Text("C7 version 1", "accept", "version = 1\n[network]\nport = 1"),
        Text("C7 newer version", ":1: version 2 is for a newer TuiTorrent; this one knows 1", "version = 2"),
        Text("C7 version 0", ":1: version must be 1", "version = 0"),
        Text("C7 version as text", ":1: version must be 1", "version = \"1\""),
        Text("C7 version 2^63-1", ":1: version 9223372036854775807 is for a newer", "version = 9223372036854775807"),
        Text("C7 version in a section", ":2: unknown key network.version", "[network]\nversion = 1"),
        Text("C8 1,000 arrays in one another", ":1: ", "x = " + new string('[', 1000) + new string(']', 1000)),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_hostile_config_gets_its_verdict(string id)
    {
        var given = All.Single(c => c.Id == id);
        AssertVerdict(given.Expected, Run(given));
    }

    [Fact]
    public void Group_C_as_a_whole()
    {
        var asExpected = All.Count(c => IsAsExpected(c.Expected, Run(c)));
        TestContext.Current.SendDiagnosticMessage("C: {0} cases, {1} as expected", All.Length, asExpected);
        Console.WriteLine($"C: {All.Length} cases, {asExpected} as expected");
        Assert.Equal(All.Length, asExpected);
    }

    private static Case Bytes(string id, string expected, byte[] bytes) => new(id, expected, path => File.WriteAllBytes(path, bytes));

    private static Case Text(string id, string expected, string text) => Bytes(id, expected, Encoding.UTF8.GetBytes(text));

    private static Case Secret(string id, string expected, int mode) => new(id, expected, path => WithSecret(path, "pw\n", mode));

    private static void WithSecret(string path, string secret, int mode)
    {
        File.WriteAllText(path, $"[rpc]\npassword_file = \"{path}.secret\"\n");
        File.WriteAllText(path + ".secret", secret);
        File.SetUnixFileMode(path + ".secret", (UnixFileMode)mode);
    }

    private static List<string> Run(Case given)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Below("config.toml");
        given.Make(path);
        var errors = new List<string>();
        var settings = SettingsLoader.Load(path, _ => null, [], errors);
        if (errors.Count == 0)
        {
            _ = DaemonPlan.Create(settings with { RpcListen = [.. settings.RpcListen.Where(e => IPAddress.IsLoopback(e.Address))] }, name => name == "HOME" ? directory.Path : null, errors);
        }

        return errors;
    }

    private static bool IsAsExpected(string expected, List<string> errors) =>
        expected == "accept" ? errors.Count == 0 : errors.Count > 0 && errors[0].Contains(expected, StringComparison.Ordinal) && !errors.Exists(e => e.Any(char.IsControl));

    private static void AssertVerdict(string expected, List<string> errors) => Assert.True(IsAsExpected(expected, errors), $"expected {expected}, got: {(errors.Count == 0 ? "accept" : string.Join(" | ", errors))}");
}
