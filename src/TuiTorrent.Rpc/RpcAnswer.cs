namespace TuiTorrent.Rpc;

/// <summary>What goes back by HTTP. Dispose it when it is sent.</summary>
/// <param name="Status">200, 204 without a body, or 413.</param>
/// <param name="Body">JSON; null for none.</param>
public readonly record struct RpcAnswer(int Status, ReplyBuffer? Body) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Body?.Dispose();
}
