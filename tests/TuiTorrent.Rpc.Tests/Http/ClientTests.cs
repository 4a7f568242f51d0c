using System.Net;
using System.Net.Sockets;
using System.Text;
using TuiTorrent.Daemon.Http;
using TuiTorrent.Rpc.Contract;
using TuiTorrent.Rpc.Tests.Made;

namespace TuiTorrent.Rpc.Tests.Http;

/// <summary>Our client against our host, and against others that are no daemon.</summary>
public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_learns_the_session_id_by_itself_and_keeps_its_connection(bool isLocal)
    {
        await using var host = await RunningHost.StartAsync();
        using var client = new RpcClient(host.Address(isLocal));
        for (var i = 0; i < 50; i++)
        {
            var result = await client.CallAsync(RpcMethods.TorrentGet, json =>
            {
                json.WriteStartArray("fields");
                json.WriteStringValue("name");
                json.WriteEndArray();
            }, Cancellation);
            Assert.True(result.IsOk);
            Assert.Equal("größer.iso", result.Result.GetProperty("torrents")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task An_error_of_the_daemon_is_a_result_and_not_an_exception()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = new RpcClient(host.Address(true));
        var result = await client.CallAsync(RpcMethods.GroupGet, null, Cancellation);
        Assert.Equal((RpcErrors.Refused, "Bandwidth groups are not supported."), (result.ErrorCode, result.Error));
    }

    [Fact]
    public async Task The_owner_at_the_socket_is_trusted_and_the_same_by_TCP_is_not()
    {
        await using var host = await RunningHost.StartAsync();
        using var local = new RpcClient(host.Address(true));
        using var remote = new RpcClient(host.Address(false));
        Assert.False((await remote.CallAsync(RpcMethods.TorrentSetLocation, Move, Cancellation)).IsOk);
        Assert.True((await local.CallAsync(RpcMethods.TorrentSetLocation, Move, Cancellation)).IsOk);

        static void Move(System.Text.Json.Utf8JsonWriter json)
        {
            json.WriteNumber("ids", 1);
            json.WriteString("location", "/var/elsewhere");
        }
    }

    [Fact]
    public async Task After_the_daemon_was_started_anew_the_next_call_goes_through()
    {
        await using var first = await RunningHost.StartAsync();
        using var client = new RpcClient(first.Address(true));
        Assert.True((await client.CallAsync(RpcMethods.SessionGet, null, Cancellation)).IsOk);
        await first.DisposeHostAsync();
        await first.RestartAsync();
        Assert.True((await client.CallAsync(RpcMethods.SessionGet, null, Cancellation)).IsOk);
    }

    [Fact]
    public async Task A_password_is_sent_and_a_wrong_one_named_as_such()
    {
        await using var host = await RunningHost.StartAsync(withPassword: true);
        using var right = new RpcClient(host.Address(false), "me", "secret");
        Assert.True((await right.CallAsync(RpcMethods.SessionGet, null, Cancellation)).IsOk);
        using var wrong = new RpcClient(host.Address(false), "me", "guess");
        Assert.Equal(RpcFailure.WrongPassword, (await FailAsync(wrong)).Failure);
        using var none = new RpcClient(host.Address(false));
        Assert.Contains("wants a user name and a password", (await FailAsync(none)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_poll_ends_when_the_daemon_does()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = new RpcClient(host.Address(true));
        var version = (await client.CallAsync(RpcMethods.Events, null, Cancellation)).Result.GetProperty("version").GetInt64();
        var poll = client.CallAsync(RpcMethods.Events, json =>
        {
            json.WriteNumber("version", version);
            json.WriteNumber("timeout_s", 60);
        }, Cancellation);
        await host.DisposeHostAsync();
        await Assert.ThrowsAsync<RpcFailedException>(() => poll.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }

    [Fact]
    public async Task Nobody_there_is_told_from_somebody_else_there()
    {
        using var nobody = new RpcClient(RpcAddress.Unix("/tmp/no-such-directory-at-all/rpc.sock"));
        Assert.Equal(RpcFailure.NobodyListens, (await FailAsync(nobody)).Failure);
        using var longPath = new RpcClient(RpcAddress.Unix("/tmp/" + new string('x', 200)));
        Assert.Equal(RpcFailure.NobodyListens, (await FailAsync(longPath)).Failure);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", RpcFailure.TooLarge)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", RpcFailure.TooLarge)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n", RpcFailure.NotADaemon)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", RpcFailure.NotAllowed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", RpcFailure.Broken)]
    [InlineData("", RpcFailure.Broken)]
    public async Task A_stranger_that_answers_is_not_believed(string answer, RpcFailure failure)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new RpcClient(RpcAddress.Tcp("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port));
        var failing = FailAsync(client);
        using (var accepted = await listener.AcceptSocketAsync(Cancellation))
        {
            await accepted.ReceiveAsync(new byte[4096], Cancellation);
            await accepted.SendAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
            accepted.Shutdown(SocketShutdown.Both);
        }

        Assert.Equal(failure, (await failing).Failure);
    }

    [Fact]
    public async Task A_chunked_answer_is_put_together()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new RpcClient(RpcAddress.Tcp("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port));
        var calling = client.CallAsync("x", null, Cancellation);
        using var accepted = await listener.AcceptSocketAsync(Cancellation);
        await accepted.ReceiveAsync(new byte[4096], Cancellation);
        await accepted.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"jsonrpc\":\"2.0\"\r\n1b;x=y\r\n,\"result\":{\"a\":1},\"id\":1}  \r\n0\r\nTrailer: x\r\n\r\n"), Cancellation);
        Assert.Equal(1, (await calling).Result.GetProperty("a").GetInt32());
    }

    [Fact]
    public async Task A_second_host_does_not_take_over_a_socket_that_answers_but_one_that_was_left_behind()
    {
        await using var host = await RunningHost.StartAsync();
        var settings = new RpcHostSettings { UnixSocketPath = host.SocketPath };
        var refused = await Assert.ThrowsAsync<RpcHostException>(() => RpcHost.StartAsync(settings, host.Daemon.Door));
        Assert.Contains("Another daemon answers", refused.Message, StringComparison.Ordinal);

        // As after kill -9: the file is there, nobody listens.
        var left = host.SocketPath + "2";
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(host.SocketPath + "3"));
            File.Move(host.SocketPath + "3", left);
        }

        Assert.True(File.Exists(left));
        await using var second = await RpcHost.StartAsync(settings with { UnixSocketPath = left }, host.Daemon.Door);
        using var client = new RpcClient(RpcAddress.Unix(left));
        Assert.True((await client.CallAsync(RpcMethods.SessionGet, null, Cancellation)).IsOk);

        await File.WriteAllTextAsync(host.SocketPath + "4", "precious", Cancellation);
        await Assert.ThrowsAsync<RpcHostException>(() => RpcHost.StartAsync(settings with { UnixSocketPath = host.SocketPath + "4" }, host.Daemon.Door));
        Assert.Equal("precious", await File.ReadAllTextAsync(host.SocketPath + "4", Cancellation));
    }

    [Fact]
    public async Task The_socket_is_for_its_owner_alone_or_for_a_group_where_asked()
    {
        await using var host = await RunningHost.StartAsync();
#pragma warning disable CA1416 // Linux only, as the program.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.SocketPath));
        var group = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        await using var system = await RpcHost.StartAsync(new RpcHostSettings { UnixSocketPath = host.SocketPath + "g", SocketMode = group }, host.Daemon.Door);
        Assert.Equal(group, File.GetUnixFileMode(host.SocketPath + "g"));
#pragma warning restore CA1416
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public async Task To_be_reached_by_others_takes_a_password_and_a_list(string address)
    {
        var settings = new RpcHostSettings { UnixSocketPath = "/nowhere/rpc.sock", TcpEndpoints = [new IPEndPoint(IPAddress.Parse(address), 0)] };
        var refused = await Assert.ThrowsAsync<RpcHostException>(() => RpcHost.StartAsync(settings, new MadeDaemon().Door));
        Assert.Contains("needs a password and a list", refused.Message, StringComparison.Ordinal);
        var withoutList = settings with { PasswordHash = Rpc.Gate.PasswordHash.Of("x").ToString() };
        Assert.Contains("needs a password and a list", (await Assert.ThrowsAsync<RpcHostException>(() => RpcHost.StartAsync(withoutList, new MadeDaemon().Door))).Message, StringComparison.Ordinal);
        var plain = settings with { PasswordHash = "secret" };
        Assert.Contains("must be a hash", (await Assert.ThrowsAsync<RpcHostException>(() => RpcHost.StartAsync(plain, new MadeDaemon().Door))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_directory_of_the_socket_must_be_ours_alone()
    {
        Assert.Equal("/run/user/7/tuitorrent/rpc.sock", RpcSocket.UserPath("/run/user/7", 7));
        Assert.Equal("/tmp/tuitorrent-7/rpc.sock", RpcSocket.UserPath(null, 7));
        Assert.Equal("/tmp/tuitorrent-7/rpc.sock", RpcSocket.UserPath("relative", 7));
        var directory = Directory.CreateTempSubdirectory("tuitorrent-rpc-").FullName;
        try
        {
            Assert.Null(RpcSocket.PrepareUserDirectory($"{directory}/a/rpc.sock"));
            Assert.Null(RpcSocket.CheckUserDirectory($"{directory}/a/rpc.sock"));
#pragma warning disable CA1416 // Linux only, as the program.
            File.SetUnixFileMode($"{directory}/a", (UnixFileMode)0x1ED);
#pragma warning restore CA1416
            Assert.Contains("chmod 700", RpcSocket.PrepareUserDirectory($"{directory}/a/rpc.sock"), StringComparison.Ordinal);
            Directory.CreateSymbolicLink($"{directory}/link", $"{directory}/a");
            Assert.Contains("not a directory", RpcSocket.PrepareUserDirectory($"{directory}/link/rpc.sock"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    private static Task<RpcFailedException> FailAsync(RpcClient client) =>
        Assert.ThrowsAsync<RpcFailedException>(() => client.CallAsync(RpcMethods.SessionGet, null, Cancellation));
}
