namespace TuiTorrent.Interop.Foreign;

/// <summary>Waiting for programs that tell nothing of themselves.</summary>
internal static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes. A refused connection counts as no: the program may still be starting.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (await isSo())
                {
                    return;
                }

                await Task.Delay(Interval, stop);
            }
            catch (HttpRequestException) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(Interval, CancellationToken.None);
            }
            catch (OperationCanceledException e) when (stop.IsCancellationRequested)
            {
                throw new TimeoutException($"still waiting: {what}", e);
            }
        }
    }
}
