using System.Net;
using System.Text;
using TuiTorrent.Rpc.Gate;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Gate;

/// <summary>All combinations of what an attacker may choose. What is right is written down beside each value by hand; the gate must let in those alone of which every part is right.</summary>
public sealed class GateMatrixTests
{
    private static readonly (string? Value, bool IsRightByTcp, bool IsRightBySocket)[] Hosts =
    [
        ("127.0.0.1:9091", true, false),
        ("localhost:9091", true, true),
        ("LOCALHOST:9091", true, true),
        ("seedbox.lan:9091", true, false),
        ("torrents.example.org:8443", true, false),
        ("localhost", false, true),
        ("127.0.0.1", false, false),
        ("127.0.0.1:80", false, false),
        ("127.0.0.1:9092", false, false),
        ("192.168.1.7:9091", false, false),
        ("127.1:9091", false, false),
        ("0x7f000001:9091", false, false),
        ("2130706433:9091", false, false),
        ("0.0.0.0:9091", false, false),
        ("[::1]:9091", false, false),
        ("[fe80::1%25eth0]:9091", false, false),
        ("[fe80::1%eth0]:9091", false, false),
        ("evil.example", false, false),
        ("evil.example:9091", false, false),
        ("localhost.evil:9091", false, false),
        ("localhost.:9091", false, false),
        ("evil-localhost:9091", false, false),
        ("seedbox.lan.evil:9091", false, false),
        ("seedbox.lan:9092", false, false),
        ("torrents.example.org:9443", false, false),
        ("localhost:9091:9091", false, false),
        ("localhost:09091x", false, false),
        ("user@localhost:9091", false, false),
        (" localhost:9091", false, false),
        ("", false, false),
        (null, false, false),
    ];

    // "same" stands for http:// and the very Host.
    private static readonly (string? Value, bool IsRight)[] Origins =
    [
        (null, true), ("same", true), ("null", false), ("http://evil.example", false), ("http://127.0.0.1:9091.evil.example", false), ("file://", false), ("", false),
    ];

    private static readonly (string? Value, bool IsRight)[] Sites =
    [
        (null, true), ("same-origin", true), ("none", true), ("same-site", false), ("cross-site", false), ("", false),
    ];

    private static readonly (string Value, bool IsRight)[] Methods =
    [
        ("POST", true), ("GET", false), ("OPTIONS", false), ("PUT", false), ("HEAD", false), ("DELETE", false), ("post", false),
    ];

    // The right id is put in for "right".
    private static readonly (string? Value, bool IsRight)[] Ids = [("right", true), (null, false), ("", false), ("stale", false), ("RIGHT", false), ("right1", false)];

    private static readonly (string? Value, bool IsRight)[] Passwords =
    [
        ("me:secret", true), (null, false), ("me:wrong", false), ("you:secret", false), ("me:secret2", false), (":", false), ("me", false),
    ];

    [Fact]
    public void Only_a_request_that_is_right_in_every_part_comes_in()
    {
        var time = new ManualTime();
        var hash = PasswordHash.Of("secret");
        var settings = new GateSettings { HostNames = ["seedbox.lan", "torrents.example.org:8443"] };
        var (cases, passed, wrong) = (0, 0, new List<string>());
        foreach (var wantsPassword in new[] { false, true })
        {
            foreach (var (password, isPasswordRight) in wantsPassword ? Passwords : [(null, true)])
            {
                foreach (var isLocal in new[] { false, true })
                {
                    // A gate of its own for each password: mistakes of one must not make another wait.
                    var gate = new RequestGate(wantsPassword ? settings with { Credentials = new Credentials("me", hash) } : settings, time);
                    foreach (var (host, isTcpHost, isSocketHost) in Hosts)
                    {
                        foreach (var (origin, isOriginRight) in Origins)
                        {
                            foreach (var (site, isSiteRight) in Sites)
                            {
                                foreach (var (id, isIdRight) in Ids)
                                {
                                    foreach (var (method, isMethodRight) in Methods)
                                    {
                                        var expected = (isLocal ? isSocketHost : isTcpHost) && isOriginRight && isSiteRight && isIdRight && isMethodRight
                                            && (isLocal || isPasswordRight);
                                        var verdict = gate.Judge(Request(gate, isLocal, host, origin, site, id, method, password));
                                        cases++;
                                        passed += verdict.IsPass ? 1 : 0;
                                        if (verdict.IsPass != expected)
                                        {
                                            wrong.Add($"{isLocal} {host} {origin} {site} {id} {method} {password}: {verdict}");
                                        }

                                        var mayLearnId = (isLocal ? isSocketHost : isTcpHost) && isOriginRight && isSiteRight && method is "POST" or "GET" && (isLocal || isPasswordRight);
                                        if (verdict.Status == 409 && !mayLearnId)
                                        {
                                            wrong.Add($"told the id: {isLocal} {host} {origin} {site} {id} {method} {password}");
                                        }
                                    }
                                }
                            }
                        }
                    }

                    // Wrong passwords end in waiting, so that thousands of them cost a handful of derivations.
                    Assert.True(gate.Derivations < 10, $"{gate.Derivations} derivations");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{cases} cases, {cases - wrong.Count} as expected, {passed} let in");
        Assert.Empty(wrong.Take(20));
        Assert.True(passed > 0);
    }

    private static GateRequest Request(RequestGate gate, bool isLocal, string? host, string? origin, string? site, string? id, string method, string? password) => new()
    {
        Method = method,
        Target = "/transmission/rpc",
        IsLocal = isLocal,
        Own = isLocal ? null : new IPEndPoint(IPAddress.Loopback, 9091),
        Source = isLocal ? null : IPAddress.Loopback,
        Host = Header(host),
        Origin = Header(origin == "same" ? $"http://{host}" : origin),
        SecFetchSite = Header(site),
        ContentType = Header("application/json"),
        SessionId = Header(id switch
        {
            "right" => gate.SessionId,
            "RIGHT" => gate.SessionId.ToUpperInvariant() + " ",
            "right1" => gate.SessionId + "1",
            "stale" => new string('0', 64),
            _ => id,
        }),
        Authorization = Header(password is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(password))),
    };

    private static HeaderValues Header(string? value) => value is null ? default : HeaderValues.Of(value);
}
