using TuiTorrent.Dashboard.Model.Data;
using TuiTorrent.Dashboard.Model.Format;
using TuiTorrent.Dashboard.Paint;

namespace TuiTorrent.Dashboard.Views;

/// <summary>How the machine does, in a few cells: quiet while all is well, with a word or a sign where it is not.</summary>
internal static class MachineText
{
    private const double WarmC = 70;
    private const double HotC = 80;
    private const long LowBytes = 2L << 30;
    private const long OutOfBytes = 256L << 20;

    /// <summary>"58°C", with "!" while the board slows itself down or lacks power. Five columns.</summary>
    public static void PutTemperature(ref RowWriter writer, BoardInfo? board)
    {
        var isBad = board is { IsThrottled: true } or { IsUnderVoltage: true };
        var text = board?.TemperatureC is { } temperature ? $"{Math.Clamp((int)Math.Round(temperature), -9, 199)}{GlyphSet.Current.Degree}C" : "";
        writer.PutRight(text, 4 + (GlyphSet.Current.Degree.Length - 1), HeatRole(board));
        writer.Put(isBad ? "!" : " ", Role.Bad);
    }

    /// <summary>Its role.</summary>
    public static Role HeatRole(BoardInfo? board) => board?.TemperatureC switch
    {
        >= HotC => Role.Bad,
        >= WarmC => Role.Warn,
        _ => Role.Text,
    };

    /// <summary>"212G free". Nine columns.</summary>
    public static void PutFree(ref RowWriter writer, SessionInfo? session)
    {
        if (session is { FreeBytes: >= 0 })
        {
            var role = FreeRole(session.FreeBytes);
            writer.PutRight(ByteText.Short(stackalloc char[16], session.FreeBytes), ByteText.ShortColumns, role);
            writer.Put(role == Role.Text ? " free" : " FREE", role == Role.Text ? Role.Dim : role);
        }
    }

    /// <summary>Its role: what is nearly full wants a look before downloads fail.</summary>
    public static Role FreeRole(long bytes) => bytes switch
    {
        < OutOfBytes => Role.Bad,
        < LowBytes => Role.Warn,
        _ => Role.Text,
    };

    /// <summary>The limit in force, in bytes a second; 0 for none.</summary>
    public static long Limit(SessionInfo session, bool isDown) => (session.IsAlternative, isDown) switch
    {
        (true, true) => session.AlternativeDown,
        (true, false) => session.AlternativeUp,
        (false, true) => session.DownLimit,
        _ => session.UpLimit,
    };
}
