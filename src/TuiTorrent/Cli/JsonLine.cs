using System.Buffers;
using System.Text.Json;

namespace TuiTorrent.Cli;

/// <summary>A transfer as one line of JSON.</summary>
/// <remarks>
/// Each line has: "event" (started, progress, completed, failed, stopped), "state" (checking, downloading, seeding, failed, stopped), "done" and "total" (verified and all
/// bytes), "down_bps" and "up_bps" (payload, bytes a second), "peers" and "encrypted_peers" (connected; those that speak RC4). While checking there is "checked" (bytes looked at); "started"
/// has "name" and "info_hash"; "failed" has "error". Fields may be added, none will change its meaning.
/// </remarks>
internal static class JsonLine
{
    /// <summary>UTF-8 with its line feed.</summary>
    public static byte[] Render(string name, Transfer transfer, string? error = null)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("event"u8, name);
            json.WriteString("state"u8, StateName(transfer.State));
            json.WriteNumber("done"u8, transfer.DoneBytes);
            json.WriteNumber("total"u8, transfer.TotalBytes);
            json.WriteNumber("down_bps"u8, transfer.DownBytesPerSecond);
            json.WriteNumber("up_bps"u8, transfer.UpBytesPerSecond);
            json.WriteNumber("peers"u8, transfer.Peers);
            json.WriteNumber("encrypted_peers"u8, transfer.EncryptedPeers);
            if (transfer.State == TransferState.Checking)
            {
                json.WriteNumber("checked"u8, transfer.CheckedBytes);
            }

            if (name == JsonEvent.Started)
            {
                json.WriteString("name"u8, transfer.Name);
                json.WriteString("info_hash"u8, transfer.InfoHash.ToString());
            }

            if (error is not null)
            {
                json.WriteString("error"u8, error);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static string StateName(TransferState state) => state switch
    {
        TransferState.Checking => "checking",
        TransferState.Downloading => "downloading",
        TransferState.Seeding => "seeding",
        TransferState.Failed => "failed",
        _ => "stopped",
    };
}

/// <summary>The values of "event".</summary>
internal static class JsonEvent
{
    /// <summary>The command begins.</summary>
    public const string Started = "started";

    /// <summary>About once a second.</summary>
    public const string Progress = "progress";

    /// <summary>All is there and verified.</summary>
    public const string Completed = "completed";

    /// <summary>It can't go on.</summary>
    public const string Failed = "failed";

    /// <summary>The last line: the command ends.</summary>
    public const string Stopped = "stopped";
}
