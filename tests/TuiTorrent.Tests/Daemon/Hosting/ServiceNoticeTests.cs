using System.Net.Sockets;
using System.Text;
using TuiTorrent.Daemon.Hosting;

namespace TuiTorrent.Tests.Daemon.Hosting;

/// <summary>What a service manager hears.</summary>
public sealed class ServiceNoticeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_word_arrives_as_a_datagram(bool isAbstract)
    {
        using var directory = new TemporaryDirectory();
        var path = directory.Below("notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + path : path));
        using var notice = new ServiceNotice(name => name == "NOTIFY_SOCKET" ? (isAbstract ? "@" + path : path) : null, 1);

        notice.Ready("all\nwell");
        notice.Status("busy");
        notice.Alive();
        notice.Reloading(12);
        notice.Stopping();

        Assert.Equal(["READY=1\nSTATUS=all well", "STATUS=busy", "WATCHDOG=1", "RELOADING=1\nMONOTONIC_USEC=12", "STOPPING=1\nSTATUS=Stopping"], [Receive(manager), Receive(manager), Receive(manager), Receive(manager), Receive(manager)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/nonexistent/notify")]
    [InlineData("vsock:2:1234")]
    public void A_manager_that_is_not_there_is_no_reason_to_end(string? name)
    {
        using var notice = new ServiceNotice(variable => variable == "NOTIFY_SOCKET" ? name : null, 1);

        notice.Ready("x");
        notice.Alive();
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "7", 30.0)]
    [InlineData("30000000", "", 30.0)]
    [InlineData("30000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("x", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_is_for_the_process_that_it_names(string? microseconds, string? pid, double? seconds)
    {
        using var notice = new ServiceNotice(name => name switch { "WATCHDOG_USEC" => microseconds, "WATCHDOG_PID" => pid, _ => null }, 7);

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, notice.WatchdogInterval);
    }

    [Fact]
    public void A_loop_that_does_not_answer_is_told_of_by_silence()
    {
        var time = new HandTime();
        var answers = new Queue<TaskCompletionSource>();
        var told = 0;
        using var watchdog = new Watchdog(
            TimeSpan.FromSeconds(30),
            () =>
            {
                answers.Enqueue(new TaskCompletionSource());
                return answers.Peek().Task;
            },
            () => told++,
            time);

        Assert.Equal(TimeSpan.FromSeconds(15), time.Period);
        time.Fire();
        Assert.Equal(1, told);
        time.Fire();
        time.Fire();
        Assert.Equal(1, told);
        answers.Dequeue().SetResult();
        time.Fire();
        Assert.Equal(2, told);
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    /// <summary>Time whose one timer goes off by hand.</summary>
    private sealed class HandTime : TimeProvider
    {
        public TimeSpan Period { get; private set; }

        public Action Fire { get; private set; } = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Period, Fire) = (period, () => callback(state));
            return new NoTimer();
        }

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
