using TuiTorrent.Core.Encryption;
using TuiTorrent.Core.Session;

namespace TuiTorrent.Core.Tests.Encryption;

public class HandshakeStatisticsTests
{
    [Fact]
    public void Each_outcome_has_its_own_count()
    {
        var statistics = new HandshakeStatistics();
        statistics.CountSuccess(CipherKind.Plain);
        statistics.CountSuccess(CipherKind.Rc4);
        statistics.CountSuccess(CipherKind.Rc4);
        statistics.CountSuccess(CipherKind.MsePlaintext);
        statistics.CountRefusal(CloseReason.BadPublicKey);
        statistics.CountRefusal(CloseReason.BadPublicKey);
        statistics.CountRefusal(Enum.GetValues<CloseReason>()[^1]);
        Assert.Equal((1, 2, 1, 3), (statistics.Plain, statistics.Rc4, statistics.MsePlaintext, statistics.Refused));
        Assert.Equal((2, 0), (statistics.RefusedFor(CloseReason.BadPublicKey), statistics.RefusedFor(CloseReason.HandshakeTimeout)));
    }
}
