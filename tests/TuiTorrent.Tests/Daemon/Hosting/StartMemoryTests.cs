using TuiTorrent.Daemon.Hosting;

namespace TuiTorrent.Tests.Daemon.Hosting;

public sealed class StartMemoryTests
{
    [Fact]
    public void Code_mapped_from_a_file_can_be_given_back()
    {
        Assert.True(StartMemory.TryReadCode("559c9a000000-559c9a400000 r-xp 00200000 fe:00 1234                       /usr/bin/tuitorrent", out var start, out var length));
        Assert.Equal((0x559c9a000000, 0x400000), (start, length));
    }

    [Theory]
    [InlineData("559c9a000000-559c9a400000 r--p 00200000 fe:00 1234 /usr/bin/tuitorrent")]
    [InlineData("559c9a000000-559c9a400000 rw-p 00200000 fe:00 1234 /usr/bin/tuitorrent")]
    [InlineData("559c9a000000-559c9a400000 rwxp 00000000 00:00 0 ")]
    [InlineData("559c9a000000-559c9a400000 r-xp 00000000 00:00 0 ")]
    [InlineData("7ffd1a9f0000-7ffd1a9f2000 r-xp 00000000 00:00 0                          [vdso]")]
    [InlineData("559c9a000000-559c9a400000 r-xp 00200000 fe:00 1234 /usr/bin/tuitorrent (deleted)")]
    [InlineData("559c9a400000-559c9a000000 r-xp 00200000 fe:00 1234 /usr/bin/tuitorrent")]
    [InlineData("559c9a000000 r-xp 00200000 fe:00 1234 /usr/bin/tuitorrent")]
    [InlineData("")]
    public void Everything_else_stays(string line) => Assert.False(StartMemory.TryReadCode(line, out _, out _));

    [Fact]
    public void A_program_runs_on_after_it_gave_its_code_back()
    {
        StartMemory.GiveBack();
        Assert.Equal(4950, Enumerable.Range(0, 100).Sum());
    }
}
