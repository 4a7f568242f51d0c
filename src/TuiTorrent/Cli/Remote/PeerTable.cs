using System.Text.Json;

namespace TuiTorrent.Cli.Remote;

/// <summary>A connected peer. Texts are clean; rates in bytes a second.</summary>
internal sealed record PeerLine(string Address, long Port, string Client, string Cipher, string Flags, double Done, long Down, long Up, bool IsIncoming)
{
    /// <summary>Address and port as one writes them.</summary>
    public string Endpoint => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";

    /// <summary>From an element of "peers".</summary>
    public static PeerLine Read(JsonElement peer) => new(
        peer.Text("address"),
        peer.Number("port"),
        peer.Text("client_name"),
        peer.Text("tuitorrent_cipher") is { Length: > 0 } cipher ? cipher : peer.Flag("is_encrypted") ? "rc4" : "plain",
        peer.Text("flag_str"),
        peer.Fraction("progress"),
        peer.Number("rate_to_client"),
        peer.Number("rate_to_peer"),
        peer.Flag("is_incoming"));
}

/// <summary>The peers of a torrent: for people a table, for programs an object a peer.</summary>
internal static class PeerTable
{
    private static readonly TableColumn[] Columns =
    [
        new("Address", Shortest: 15), new("Way", Rank: 5), new("Cipher", Rank: 1), new("Done", IsRight: true, Rank: 4), new("Down", IsRight: true), new("Up", IsRight: true),
        new("Flags", Rank: 6), new("Client", Rank: 3),
    ];

    /// <summary>Lines that fit a width.</summary>
    public static List<string> Render(IReadOnlyList<PeerLine> peers, int width)
    {
        if (peers.Count == 0)
        {
            return ["No peers are connected."];
        }

        var rows = new List<string[]>(peers.Count);
        foreach (var peer in peers)
        {
            rows.Add([peer.Endpoint, peer.IsIncoming ? "in" : "out", peer.Cipher, Figures.Percent(peer.Done), Figures.Rate(peer.Down), Figures.Rate(peer.Up), peer.Flags, peer.Client]);
        }

        return TextTable.Render(Columns, rows, width);
    }

    /// <summary>"address", "port", "client", "cipher", "incoming", "done" (0 to 1), "down_bps", "up_bps", "flags".</summary>
    public static void WriteJson(Utf8JsonWriter json, PeerLine peer)
    {
        json.WriteString("address", peer.Address);
        json.WriteNumber("port", peer.Port);
        json.WriteString("client", peer.Client);
        json.WriteString("cipher", peer.Cipher);
        json.WriteBoolean("incoming", peer.IsIncoming);
        json.WriteNumber("done", peer.Done);
        json.WriteNumber("down_bps", peer.Down);
        json.WriteNumber("up_bps", peer.Up);
        json.WriteString("flags", peer.Flags);
    }
}
