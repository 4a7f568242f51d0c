using System.Text.Json;
using TuiTorrent.Core;
using TuiTorrent.Engine;
using TuiTorrent.Engine.Control;

namespace TuiTorrent.Rpc.Methods;

/// <summary>Which torrents a request means.</summary>
/// <param name="Torrents">In the order of the queue.</param>
/// <param name="Snapshot">From which they are.</param>
/// <param name="Since">For "recently_active": the version after which changes count; null otherwise.</param>
internal sealed record TorrentIds(IReadOnlyList<TorrentSnapshot> Torrents, EngineSnapshot Snapshot, long? Since)
{
    private const string Recent = "recently_active";

    /// <summary>Reads "ids": none for all, a number, a hash, a list of both, or "recently_active". Those that don't exist are left out, as Transmission does. Null, and an error noted, if the form is wrong.</summary>
    public static async ValueTask<TorrentIds?> ReadAsync(RpcCall call, string name = "ids")
    {
        var parameters = call.Parameters;
        var ids = parameters.Any(name);
        HashSet<int> numbers = [];
        HashSet<InfoHash> hashes = [];
        var isRecent = false;
        switch (ids?.ValueKind)
        {
            case null:
                break;
            case JsonValueKind.Array when ids.Value.GetArrayLength() > RpcLimits.MaxIds:
                parameters.Fail($"{name} has more than {RpcLimits.MaxIds} entries.");
                break;
            case JsonValueKind.Array:
                foreach (var id in ids.Value.EnumerateArray())
                {
                    if (!Take(id, numbers, hashes))
                    {
                        parameters.Fail($"{name} must hold numbers and 40-digit hashes.");
                        break;
                    }
                }

                break;
            case JsonValueKind.String when ids.Value.GetString() is Recent or "recently-active":
                isRecent = true;
                break;
            default:
                if (!Take(ids.Value, numbers, hashes))
                {
                    parameters.Fail($"{name} must be a number, a 40-digit hash, a list of these, or recently_active.");
                }

                break;
        }

        if (parameters.Error is not null)
        {
            return null;
        }

        var snapshot = await call.Engine.SnapshotAsync().ConfigureAwait(false);
        if (ids is null)
        {
            return new TorrentIds(snapshot.Torrents, snapshot, null);
        }

        if (isRecent)
        {
            var since = call.Recent.Before(snapshot.Version);
            return new TorrentIds([.. snapshot.Torrents.Where(torrent => torrent.Version > since)], snapshot, since);
        }

        return new TorrentIds([.. snapshot.Torrents.Where(torrent => numbers.Contains(torrent.Id) || hashes.Contains(torrent.InfoHash))], snapshot, null);
    }

    private static bool Take(JsonElement id, HashSet<int> numbers, HashSet<InfoHash> hashes)
    {
        if (id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number))
        {
            numbers.Add(number);
            return true;
        }

        if (id.ValueKind == JsonValueKind.String && InfoHash.TryParse(id.GetString(), out var hash))
        {
            hashes.Add(hash);
            return true;
        }

        return false;
    }
}
