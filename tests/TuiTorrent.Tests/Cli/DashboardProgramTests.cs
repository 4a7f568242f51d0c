using TuiTorrent.Cli;

namespace TuiTorrent.Tests.Cli;

public sealed class DashboardProgramTests
{
    [Fact]
    public void It_is_found_beside_the_program_or_in_its_library_directory()
    {
        using var directory = new TemporaryDirectory();
        var program = directory.Write("bin/tuitorrent", []);
        Assert.Null(DashboardProgram.Find(_ => null, program, "/"));

        var library = directory.Write("lib/tuitorrent/tuitorrent-dashboard", []);
        Assert.Equal([library], DashboardProgram.Find(_ => null, program, "/")!);

        var beside = directory.Write("bin/tuitorrent-dashboard", []);
        Assert.Equal([beside], DashboardProgram.Find(_ => null, program, "/")!);
    }

    [Fact]
    public void Where_the_tree_was_built_it_is_the_sibling()
    {
        using var directory = new TemporaryDirectory();
        var built = directory.Write("src/TuiTorrent.Dashboard/bin/Release/net10.0/tuitorrent-dashboard.dll", []);

        Assert.Equal(["/usr/bin/dotnet", built], DashboardProgram.Find(_ => null, "/usr/bin/dotnet", directory.Below("src/TuiTorrent/bin/Release/net10.0/"))!);
    }

    [Fact]
    public void The_environment_can_name_another()
    {
        Assert.Equal(["/x/dash"], DashboardProgram.Find(name => name == "TUITORRENT_DASHBOARD" ? "/x/dash" : null, "/bin/tuitorrent", "/")!);
        Assert.Equal(["/usr/bin/dotnet", "/x/dash.dll"], DashboardProgram.Find(name => name == "TUITORRENT_DASHBOARD" ? "/x/dash.dll" : null, "/usr/bin/dotnet", "/")!);
    }
}
