using System.Text;
using System.Text.Json;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Http;

/// <summary>Hostile requests to a real host, on the Unix socket and on loopback. Each row says what must come back.</summary>
public sealed class GroupRTests
{
    private const string Ask = """{"jsonrpc":"2.0","method":"session_get","params":{"fields":["rpc_version"]},"id":1}""";

    [Fact]
    public async Task Each_hostile_request_gets_what_it_deserves()
    {
        await using var host = await RunningHost.StartAsync();
        var wrong = new List<string>();
        var cases = 0;
        foreach (var isLocal in new[] { true, false })
        {
            foreach (var (name, request, expected) in Rows(host, isLocal))
            {
                cases++;
                var answer = await host.RawAsync(isLocal, request);
                if (!expected(answer))
                {
                    wrong.Add($"{(isLocal ? "socket" : "tcp")} {name}: {(answer.Length > 300 ? answer[..300] : answer)}");
                }

                if (answer.Contains("Access-Control", StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{name}: a CORS header");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"group R: {cases} cases, {cases - wrong.Count} as expected");
        Assert.Empty(wrong);
        Assert.Empty(host.Daemon.Engine.Commands);
    }

    [Fact]
    public async Task A_thousand_wrong_passwords_end_in_waiting_and_the_socket_is_not_disturbed()
    {
        await using var host = await RunningHost.StartAsync(withPassword: true);
        var statuses = new Dictionary<string, int>();
        for (var i = 0; i < 1000; i++)
        {
            var status = (await host.RawAsync(false, Post(host, Ask, $"Host: 127.0.0.1:{host.Port}", Basic($"me:wrong{i}"))))[9..12];
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.Equal(1000, statuses.GetValueOrDefault("401") + statuses.GetValueOrDefault("429"));
        Assert.InRange(statuses["401"], 6, 20);
        Assert.True(IsAnswer(await host.RawAsync(true, Post(host, Ask, "Host: localhost"))));
    }

    [Fact]
    public async Task The_right_password_comes_in_and_no_session_id_is_told_without_it()
    {
        await using var host = await RunningHost.StartAsync(withPassword: true);
        var withoutId = $"POST /transmission/rpc HTTP/1.1\r\nHost: 127.0.0.1:{host.Port}\r\nContent-Length: 2\r\n";
        var refused = await host.RawAsync(false, Encoding.ASCII.GetBytes(withoutId + "\r\n{}"));
        Assert.StartsWith("HTTP/1.1 401", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Session-Id", refused, StringComparison.OrdinalIgnoreCase);
        var told = await host.RawAsync(false, Encoding.ASCII.GetBytes(withoutId + Basic("me:secret") + "\r\n\r\n{}"));
        Assert.StartsWith("HTTP/1.1 409", told, StringComparison.Ordinal);

        // tremc knows it from the text.
        Assert.Matches(@"\r\n\r\n(?s:.*)X-Transmission-Session-Id:\s*\w+", told);
        Assert.Contains(host.SessionId, told, StringComparison.Ordinal);
        Assert.True(IsAnswer(await host.RawAsync(false, Post(host, Ask, $"Host: 127.0.0.1:{host.Port}", Basic("me:secret")))));
    }

    [Fact]
    public async Task Sixty_four_connections_that_send_nothing_do_not_keep_the_socket_from_the_one_that_was_there_before()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = new Contract.RpcClient(host.Address(true));
        Assert.True((await client.CallAsync("session_get", null, TestContext.Current.CancellationToken)).IsOk);
        var idle = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 100; i++)
        {
            idle.Add(await host.ConnectAsync(false));
        }

        Assert.True((await client.CallAsync("session_get", null, TestContext.Current.CancellationToken)).IsOk);
        idle.ForEach(socket => socket.Dispose());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R15_headers_that_never_end_are_cut_off(bool isLocal)
    {
        await using var host = await RunningHost.StartAsync();
        var answer = await host.RawAsync(isLocal, Raw("POST /transmission/rpc HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        Assert.True(answer.Length == 0 || Is(408)(answer), answer);
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Request, Func<string, bool> Expected)> Rows(RunningHost host, bool isLocal)
    {
        var own = isLocal ? "Host: localhost" : $"Host: 127.0.0.1:{host.Port}";
        var path = isLocal ? "Host: localhost" : own;

        yield return ("the right request", Post(host, Ask, own), IsAnswer);
        yield return ("R1 no id", Raw($"POST /transmission/rpc HTTP/1.1\r\n{own}\r\nContent-Length: 2\r\n\r\n{{}}"), answer => Is(409)(answer) && answer.Contains(host.SessionId, StringComparison.Ordinal) && answer.Contains("X-Transmission-Rpc-Version: 6.0.0", StringComparison.Ordinal));
        yield return ("R2 stale id", Raw($"POST /transmission/rpc HTTP/1.1\r\n{own}\r\nX-Transmission-Session-Id: {new string('a', 64)}\r\nContent-Length: 2\r\n\r\n{{}}"), Is(409));
        yield return ("R2 two ids", Post(host, Ask, own, $"X-Transmission-Session-Id: {host.SessionId}"), Is(409));
        yield return ("R4 bad base64", Post(host, """{"method":"torrent-add","arguments":{"metainfo":"!!!!"}}""", own), Says("metainfo must be a .torrent file in base64."));
        yield return ("R4 not a torrent", Post(host, """{"method":"torrent-add","arguments":{"metainfo":"aGVsbG8="}}""", own), Says("This is no usable .torrent file"));
        yield return ("R5 no Host", Raw($"POST /transmission/rpc HTTP/1.1\r\nX-Transmission-Session-Id: {host.SessionId}\r\nContent-Length: 2\r\n\r\n{{}}"), Is(400));
        yield return ("R5 HTTP/1.0 without Host", Raw($"POST /transmission/rpc HTTP/1.0\r\nX-Transmission-Session-Id: {host.SessionId}\r\nContent-Length: 2\r\n\r\n{{}}"), Is(400));
        yield return ("R6 two Hosts", Post(host, Ask, own, own), Is(400));
        foreach (var name in new[]
        {
            "evil.example", $"evil.example:{host.Port}", $"localhost.evil:{host.Port}", $"192.0.2.1:{host.Port}", "127.0.0.1:1", $"[fe80::1%25eth0]:{host.Port}",
            $"[::1]:{host.Port}", $"127.1:{host.Port}", $"0:{host.Port}",
        })
        {
            // What is no host name at all Kestrel itself refuses by 400.
            yield return ($"R7 Host {name}", Post(host, Ask, $"Host: {name}"), answer => Is(421)(answer) || Is(400)(answer));
        }

        yield return ("R8 Origin foreign", Post(host, Ask, own, "Origin: http://evil.example"), Is(403));
        yield return ("R8 Origin null", Post(host, Ask, own, "Origin: null"), Is(403));
        yield return ("R8 two Origins", Post(host, Ask, own, $"Origin: http://{own[6..]}", $"Origin: http://{own[6..]}"), Is(403));
        yield return ("R8 Origin our own", Post(host, Ask, own, $"Origin: http://{own[6..]}"), IsAnswer);
        yield return ("R9 cross-site", Post(host, Ask, own, "Sec-Fetch-Site: cross-site"), Is(403));
        yield return ("R9 same-site", Post(host, Ask, own, "Sec-Fetch-Site: same-site"), Is(403));
        yield return ("R10 OPTIONS", Raw($"OPTIONS /transmission/rpc HTTP/1.1\r\n{path}\r\nAccess-Control-Request-Method: POST\r\n\r\n"), Is(405));
        yield return ("R10 OPTIONS *", Raw($"OPTIONS * HTTP/1.1\r\n{path}\r\n\r\n"), Is(404));
        yield return ("R11 PUT", Raw($"PUT /transmission/rpc HTTP/1.1\r\n{path}\r\nX-Transmission-Session-Id: {host.SessionId}\r\nContent-Length: 0\r\n\r\n"), Is(405));
        yield return ("R11 GET with the id", Raw($"GET /transmission/rpc HTTP/1.1\r\n{path}\r\nX-Transmission-Session-Id: {host.SessionId}\r\n\r\n"), Is(405));
        yield return ("R11 GET for the id", Raw($"GET /transmission/rpc HTTP/1.1\r\n{path}\r\n\r\n"), Is(409));
        foreach (var type in new[] { "text/plain", "multipart/form-data; boundary=x", "text/html", "application/jsonp", "" })
        {
            yield return ($"R12 {type}", Post(host, Ask, own, $"Content-Type: {type}"), Is(415));
        }

        yield return ("R12 JSON with charset", Post(host, Ask, own, "Content-Type: application/json; charset=UTF-8"), IsAnswer);
        yield return ("R12 as transmission-remote has it", Post(host, Ask, own, "Content-Type: application/x-www-form-urlencoded"), IsAnswer);
        yield return ("R13 17 MiB", Post(host, new string(' ', 17 << 20), own), answer => answer.Length == 0 || Is(413)(answer));
        yield return ("R13 300 KiB that add nothing", Post(host, """{"method":"torrent-start","arguments":{"x":" """ + new string('x', 300 << 10) + "\"}}", own), Is(413));
        yield return ("R14 endless chunks", Raw($"POST /transmission/rpc HTTP/1.1\r\n{own}\r\nX-Transmission-Session-Id: {host.SessionId}\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("10000\r\n" + new string(' ', 65536) + "\r\n", 300))), answer => answer.Length == 0 || Is(413)(answer));
        yield return ("R14 length and chunks", Raw($"POST /transmission/rpc HTTP/1.1\r\n{own}\r\nX-Transmission-Session-Id: {host.SessionId}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), answer => Is(400)(answer) || Says("This is not JSON")(answer));
        yield return ("R15 long header", Post(host, Ask, own, "X-Long: " + new string('x', 10_000)), Is(431));
        yield return ("R15 many headers", Post(host, Ask, [own, .. Enumerable.Range(0, 40).Select(i => $"X-{i}: 1")]), Is(431));
        yield return ("R16 duplicate keys", Post(host, """{"method":"torrent-stop","method":"torrent-remove","arguments":{"ids":[1]}}""", own), Says("This is not JSON"));
        yield return ("R16 duplicate in arguments", Post(host, """{"method":"torrent-remove","arguments":{"ids":[1],"ids":[2]}}""", own), Says("This is not JSON"));
        yield return ("R16 duplicate by spelling", Post(host, """{"method":"torrent-remove","arguments":{"ids":[1],"delete-local-data":false,"delete_local_data":true}}""", own), Says("delete_local_data is there twice."));
        yield return ("R17 NaN", Post(host, """{"method":"torrent-set","arguments":{"ids":[1],"seedRatioLimit":NaN}}""", own), Says("This is not JSON"));
        yield return ("R17 1e999", Post(host, """{"method":"torrent-set","arguments":{"ids":[1],"seedRatioLimit":1e999}}""", own), Says("seed_ratio_limit must be a number"));
        yield return ("R17 2^63", Post(host, """{"method":"torrent-set","arguments":{"ids":[1],"downloadLimit":9223372036854775808}}""", own), Says("download_limit must be a whole number"));
        yield return ("R17 below zero", Post(host, """{"method":"torrent-set","arguments":{"ids":[1],"downloadLimit":-1}}""", own), Says("download_limit must be a whole number"));
        yield return ("R18 10,001 ids", Post(host, $$"""{"method":"torrent-stop","arguments":{"ids":[{{string.Join(',', Enumerable.Repeat("7", 10_001))}}] } }""", own), Says("ids has more than 10000 entries."));
        yield return ("R18 a million ids", Post(host, $$"""{"method":"torrent-stop","arguments":{"ids":[{{string.Join(',', Enumerable.Repeat("7", 1_000_000))}}] } }""", own), Is(413));
        foreach (var ids in new[] { "{}", "true", "[[1]]", "[null]", "[1.5]", "\"x\"", "[\"x\"]", "1e30" })
        {
            yield return ($"R18 ids {ids}", Post(host, $$"""{"method":"torrent-stop","arguments":{"ids":{{ids}} } }""", own), Says("ids must"));
        }

        yield return ("R18 deep", Post(host, string.Concat(Enumerable.Repeat("[", 100_000)), own), Says("This is not JSON"));
        yield return ("R18 33 deep", Post(host, """{"method":"torrent-stop","arguments":{"ids":""" + new string('[', 33) + new string(']', 33) + "}}", own), Says("This is not JSON"));
        yield return ("R18 batch of 33", Post(host, "[" + string.Join(',', Enumerable.Repeat(Ask, 33)) + "]", own), Says("A batch has 1 to 32 requests."));
        yield return ("R18 empty batch", Post(host, "[]", own), Says("A batch has 1 to 32 requests."));
        yield return ("R19 unknown method", Post(host, """{"method":"torrent-exec","arguments":{}}""", own), Says("No such method."));
        yield return ("R19 method of another type", Post(host, """{"method":1}""", own), Says("This is not a request"));
        yield return ("R19 half a surrogate pair", Post(host, """{"method":"\ud83d"}""", own), Says("This is not JSON"));
        yield return ("R19 nothing", Post(host, "", own), Says("This is not JSON"));
        if (!isLocal)
        {
            foreach (var directory in new[] { "/etc", "/srv/torrents/../../etc", "relative", "/srv/torrents/\\u0000", "/proc/self/root/etc" })
            {
                yield return ($"R20 {directory}", Post(host, $$"""{"method":"torrent-add","arguments":{"download-dir":"{{directory}}","metainfo":"{{MadeDaemon.Base64Torrent()}}" } }""", own), IsRefusal);
                yield return ($"R20 move to {directory}", Post(host, $$"""{"method":"torrent-set-location","arguments":{"ids":[1],"location":"{{directory}}" } }""", own), IsRefusal);
            }

            yield return ("R21 a file", Post(host, """{"method":"torrent-add","arguments":{"filename":"/etc/shadow"}}""", own), Says("filename must be an http or https URL"));
            yield return ("R21 file URL", Post(host, """{"method":"torrent-add","arguments":{"filename":"file:///etc/shadow"}}""", own), Says("filename must be an http or https URL"));
        }

        yield return ("R20 ..", Post(host, """{"method":"torrent-set-location","arguments":{"ids":[1],"location":"/srv/torrents/../x"}}""", own), IsRefusal);
        yield return ("R21 a server on this machine", Post(host, """{"method":"torrent-add","arguments":{"filename":"http://127.0.0.1/x"}}""", own), Says("This daemon fetches no .torrent files"));
        foreach (var target in new[]
        {
            "//transmission/rpc", "/transmission//rpc", "/transmission/rpc//", "/transmission/rpc/../rpc", "/x/../transmission/rpc", "/transmission/rpcx", "/transmission/rpc?x=1",
            "/transmission/%72pc", "/TRANSMISSION/RPC", "/transmission/web/../rpc", "/transmission/rpc;x", "/", $"http://{own[6..]}/transmission/rpc",
        })
        {
            yield return ($"R22 {target}", Raw(Encoding.ASCII.GetString(Post(host, Ask, own).Span).Replace("/transmission/rpc ", target + " ", StringComparison.Ordinal)), answer => Is(404)(answer) || Is(400)(answer));
        }

        yield return ("R22 our own path", Raw(Encoding.ASCII.GetString(Post(host, Ask, own).Span).Replace("/transmission/rpc ", "/tuitorrent/rpc ", StringComparison.Ordinal)), IsAnswer);
    }

    private static ReadOnlyMemory<byte> Raw(string text) => Encoding.ASCII.GetBytes(text);

    private static ReadOnlyMemory<byte> Post(RunningHost host, string body, params string[] headers) =>
        Encoding.UTF8.GetBytes($"POST /transmission/rpc HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\nX-Transmission-Session-Id: {host.SessionId}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private static string Basic(string pair) => "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static Func<string, bool> Is(int status) => answer => answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal);

    private static Func<string, bool> Says(string error) => answer => Is(200)(answer) && answer.Contains(error, StringComparison.Ordinal);

    private static bool IsAnswer(string answer) => Is(200)(answer) && answer.Contains("\"rpc_version\":18", StringComparison.Ordinal);

    private static bool IsRefusal(string answer) =>
        Is(200)(answer) && JsonDocument.Parse(answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).RootElement.GetProperty("result").GetString() != "success";
}
