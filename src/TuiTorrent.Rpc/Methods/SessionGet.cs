using TuiTorrent.Rpc.Contract.Dialect;

namespace TuiTorrent.Rpc.Methods;

/// <summary>session_get: all, or the named fields.</summary>
internal static class SessionGet
{
    public static async ValueTask<Outcome> RunAsync(RpcCall call)
    {
        var names = call.Parameters.Texts("fields", RpcLimits.MaxFields);
        if (call.Parameters.Error is { } error)
        {
            return Outcome.Invalid(error);
        }

        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        var view = new SessionView(call.Engine.Options, snapshot.Totals, call.Doors, call.SessionId);
        foreach (var name in names?.Select(name => call.Out.IsOld ? OldNames.Ours(name) : name).Distinct() ?? SessionFields.Names)
        {
            SessionFields.TryWrite(name, view, call.Out, withKey: true);
        }

        return Outcome.Ok;
    }
}
