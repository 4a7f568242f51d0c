using System.Collections.Concurrent;
using Terminal.Gui.Drivers;

namespace TuiTorrent.Dashboard.Host;

/// <summary>What Terminal.Gui takes for the keyboard. Its thread only waits for the end: characters are put into the queue by the loop that waits for the terminal, so nothing polls.</summary>
internal sealed class ScreenInput : IInput<char>
{
    /// <inheritdoc/>
    public CancellationTokenSource? ExternalCancellationTokenSource { get; set; }

    /// <inheritdoc/>
    public void Initialize(ConcurrentQueue<char> inputQueue)
    {
        // The queue is known from the factory.
    }

    /// <inheritdoc/>
    public void Run(CancellationToken runCancellationToken) => runCancellationToken.WaitHandle.WaitOne();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }
}
