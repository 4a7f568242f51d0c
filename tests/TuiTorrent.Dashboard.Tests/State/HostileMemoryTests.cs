using System.Runtime.InteropServices;
using System.Text;
using TuiTorrent.Dashboard.Model;
using TuiTorrent.Dashboard.State;

namespace TuiTorrent.Dashboard.Tests.State;

/// <summary>What a file of the screen's memory may hold after a crash, another version or somebody's jest.</summary>
public sealed class HostileMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("memory").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"sort\":\"\\ud800\",\"theme\":\"\\udfff\"}")]
    [InlineData("{\"switched_columns\":[\"\\ud800\",7,null,{}]}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"sort\":-1,\"show\":\"99\",\"hidden_boxes\":1e99,\"mouse\":\"yes\",\"keys\":[]}")]
    [InlineData("\u0000\u0001\u0002")]
    public void A_damaged_file_is_as_none(string text)
    {
        var path = Path.Join(_folder, "screen.json");
        File.WriteAllText(path, text, new UTF8Encoding(false));

        var memory = ScreenMemory.Load(path);

        Assert.Equal((SortKey.Queue, StateFilter.All, 0), (memory.Sort, memory.State, memory.HiddenBoxes));
    }

    [Fact]
    public void A_file_that_is_too_long_or_too_deep_is_as_none()
    {
        var path = Path.Join(_folder, "screen.json");
        File.WriteAllText(path, "{\"sort\":\"Name\",\"x\":\"" + new string('x', 1 << 20) + "\"}");
        Assert.Equal(SortKey.Queue, ScreenMemory.Load(path).Sort);

        File.WriteAllText(path, new string('[', 10_000));
        Assert.Equal(SortKey.Queue, ScreenMemory.Load(path).Sort);
    }

    [Fact]
    public void What_is_no_file_is_neither_waited_for_nor_written_to()
    {
        // Nobody writes to the pipe: whoever opens it waits for ever.
        var pipe = Path.Join(_folder, "pipe");
        Assert.Equal(0, MakePipe(pipe, 0x180));
        foreach (var path in new[] { pipe, "/dev/zero", "/dev/tty", _folder, "/proc/self/mem", _folder + "/no/such", "/" })
        {
            Assert.Equal(SortKey.Queue, ScreenMemory.Load(path).Sort);
        }

        new ScreenMemory().Save("/");
        new ScreenMemory().Save("/proc/no/such/file");
        new ScreenMemory().Save(_folder);

        // A new file in its place would be the end of a pipe or, for root, of a device.
        new ScreenMemory().Save(pipe);
        Assert.Equal(0, new FileInfo(pipe).Length);
    }

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakePipe([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);
}
