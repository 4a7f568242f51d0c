using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Model.Details;

/// <summary>One row of the panel of handshakes: a text, a count with its share, or a handshake.</summary>
/// <param name="Text">The text, or what was counted.</param>
/// <param name="Role">How it is shown.</param>
/// <param name="Count">How many; -1 for a row that counts nothing.</param>
/// <param name="Share">Of all, 0 to 1.</param>
/// <param name="Event">The handshake; null for other rows.</param>
internal readonly record struct EncryptionRow(string Text, Role Role, long Count = -1, double Share = 0, HandshakeEvent? Event = null);

/// <summary>What is known of handshakes: policy, peers of now, totals with reasons, the latest ones.</summary>
internal static class EncryptionRows
{
    /// <summary>Reasons that are named; the others are counted together.</summary>
    private const int MaxReasons = 6;

    /// <summary>Handshakes that are shown.</summary>
    private const int MaxRecent = 20;

    /// <summary>Adds policy, peers and totals.</summary>
    /// <param name="focus">Of what.</param>
    /// <param name="columns">Room for texts.</param>
    /// <param name="rows">Gets them.</param>
    public static void AddTotals(DetailFocus focus, int columns, List<EncryptionRow> rows)
    {
        AddText(rows, $"Encryption {HandshakeWords.Policy(focus.Model.Session?.Encryption ?? "")}", Role.Strong, columns);
        if (columns >= 60)
        {
            AddText(rows, "MSE is the encryption of BitTorrent: to others it looks like random data.", Role.Dim, columns);
        }

        if (focus.Torrent.Hash.Length > 0)
        {
            AddText(rows, Peers(focus), Role.Text, columns);
        }

        rows.Add(new EncryptionRow("", Role.Text));
        if (focus.IsForeign)
        {
            AddText(rows, "This daemon does not tell how handshakes went: TuiTorrent's own does.", Role.Dim, columns);
            return;
        }

        if (focus.Model.Handshakes is not { } all)
        {
            AddText(rows, focus.Awaited, Role.Dim, columns);
            return;
        }

        var sum = all.Rc4 + all.MsePlaintext + all.Plain + all.Failed;
        rows.Add(new EncryptionRow($"{NumberText.Of(sum, "handshake")} since the daemon's start", Role.Title));
        Add("MSE, RC4", all.Rc4, Role.Good);
        Add("MSE, then plain", all.MsePlaintext, Role.Text);
        Add("plain", all.Plain, Role.Text);
        Add("failed", all.Failed, all.Failed > 0 ? Role.Warn : Role.Text);
        AddReasons(all, rows);

        void Add(string text, long count, Role role) => rows.Add(new EncryptionRow(text, role, count, sum > 0 ? (double)count / sum : 0));
    }

    /// <summary>Adds the latest handshakes, the newest first.</summary>
    public static void AddRecent(DetailFocus focus, List<EncryptionRow> rows)
    {
        if (focus.IsForeign || focus.Model.Handshakes is not { } all)
        {
            return;
        }

        rows.Add(new EncryptionRow(all.Recent.Count > 0 ? "The latest (* of this torrent)" : "None was made lately.", all.Recent.Count > 0 ? Role.Title : Role.Dim));
        var isNewestLast = all.Recent.Count > 1 && all.Recent[0].At < all.Recent[^1].At;
        for (var i = 0; i < Math.Min(all.Recent.Count, MaxRecent); i++)
        {
            var shake = all.Recent[isNewestLast ? all.Recent.Count - 1 - i : i];
            var (text, role) = HandshakeWords.Verdict(shake.Verdict);
            rows.Add(new EncryptionRow(text, role, Event: shake));
        }
    }

    private static string Peers(DetailFocus focus)
    {
        var torrent = focus.Torrent;
        if (torrent.Peers == 0)
        {
            return "It has no peers now.";
        }

        if (focus.Detail is not { Peers.Count: > 0 } detail)
        {
            return torrent.EncryptedPeers >= 0
                ? $"Its {NumberText.Of(torrent.Peers, "peer")} now: {torrent.EncryptedPeers} RC4."
                : focus.Awaited;
        }

        var (rc4, plaintext, plain) = HandshakeWords.Tally(detail.Peers);
        return $"Its {NumberText.Of(detail.Peers.Count, "peer")} now: {rc4} RC4, {plaintext} MSE then plain, {plain} plain.";
    }

    private static void AddReasons(HandshakeInfo all, List<EncryptionRow> rows)
    {
        var reasons = new List<KeyValuePair<string, long>>(all.Reasons);
        reasons.Sort(static (one, other) => other.Value != one.Value ? other.Value.CompareTo(one.Value) : string.CompareOrdinal(one.Key, other.Key));
        var failed = Math.Max(1, all.Failed);
        var others = 0L;
        for (var i = 0; i < reasons.Count; i++)
        {
            if (i >= MaxReasons && reasons.Count > MaxReasons + 1)
            {
                others += reasons[i].Value;
                continue;
            }

            rows.Add(new EncryptionRow("  " + HandshakeWords.Reason(reasons[i].Key), Role.Dim, reasons[i].Value, Math.Min(1, (double)reasons[i].Value / failed)));
        }

        if (others > 0)
        {
            rows.Add(new EncryptionRow("  other reasons", Role.Dim, others, Math.Min(1, (double)others / failed)));
        }
    }

    private static void AddText(List<EncryptionRow> rows, string text, Role role, int columns)
    {
        var lines = new List<string>(2);
        WrappedText.Break(text, columns, 4, lines);
        foreach (var line in lines)
        {
            rows.Add(new EncryptionRow(line, role));
        }
    }
}
