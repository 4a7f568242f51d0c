using System.Text.Json;
using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Tests.Commands;

/// <summary>A daemon that answers when the test says so.</summary>
internal sealed class FakeLink : IDaemonLink
{
    private readonly Queue<(DaemonRequest Request, Action<DaemonAnswer>? Done)> _open = new();

    /// <summary>All that was sent, as "method {params}".</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Whether something was not answered yet.</summary>
    public bool IsWaiting => _open.Count > 0;

    public int Retries { get; private set; }

    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    public void Watch(Wanted wanted)
    {
    }

    public void Send(DaemonRequest request, Action<DaemonAnswer>? done = null)
    {
        Sent.Add(RequestsTests.Text(request));
        _open.Enqueue((request, done));
    }

    public void RetryNow() => Retries++;

    /// <summary>Answers the oldest open request.</summary>
    public void Answer(string result = "{}", string? error = null)
    {
        using var document = JsonDocument.Parse(result);
        _open.Dequeue().Done?.Invoke(new DaemonAnswer(error, document.RootElement.Clone()));
    }
}
