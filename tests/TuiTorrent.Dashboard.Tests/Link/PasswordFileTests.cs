using System.Text;
using TuiTorrent.Dashboard.Link;

namespace TuiTorrent.Dashboard.Tests.Link;

public sealed class PasswordFileTests
{
    [Theory]
    [InlineData("secret\n", "secret")]
    [InlineData("secret", "secret")]
    [InlineData("sécret word\r\nmore", "sécret word")]
    [InlineData("\nsecret", "")]
    [InlineData("", "")]
    public void The_first_line_counts(string text, string password)
    {
        var path = Write(text, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(password, PasswordFile.Read(path, out var error));
        Assert.Equal(password.Length == 0, error is not null);
        File.Delete(path);
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused_and_so_is_one_that_is_not_there()
    {
        var path = Write("secret", UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal("", PasswordFile.Read(path, out var error));
        Assert.Contains("chmod 600", error, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Equal("", PasswordFile.Read(path, out error));
        Assert.NotNull(error);
        Assert.Equal("", PasswordFile.Read("/", out error));
        Assert.NotNull(error);
    }

    private static string Write(string text, UnixFileMode mode)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }
}
