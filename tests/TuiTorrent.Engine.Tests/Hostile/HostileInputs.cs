using System.Text;
using CsCheck;
using TuiTorrent.Engine.Disk;

namespace TuiTorrent.Engine.Tests.Hostile;

public class HostileInputs
{
    public static TheoryData<string> Ids => [.. PathCases.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_hostile_path_gets_its_verdict(string id)
    {
        var given = PathCases.All.Single(c => c.Id == id);
        var files = Files(given.Files);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isPlanned = PathPlan.TryCreate("/root", files, out var plan, out var problem);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, Math.Max(64 * 1024, 8 * given.Files.Sum(f => f.Sum(n => Encoding.UTF8.GetByteCount(n)))));
        Assert.Equal(given.Problem, problem.Kind);
        Assert.Equal(given.Expected is not null, isPlanned);
        if (isPlanned)
        {
            Assert.Equal(given.Expected!, Enumerable.Range(0, files.Count).Select(i => plan![i]!.Relative));
            AssertSafe(plan!, files.Count);
        }
        else
        {
            Assert.DoesNotContain(problem.Text, char.IsControl);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_path_alone_gets_the_same_verdict_as_in_a_plan(string id)
    {
        var given = PathCases.All.Single(c => c.Id == id);
        var isMade = RootedPath.TryCreate("/root", given.Files[0], out var path, out var problem);
        Assert.Equal(given.Problem, problem.Kind);
        Assert.Equal(given.Expected?[0], isMade ? path!.Relative : null);
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("")]
    [InlineData("/with\0nul")]
    public void A_root_that_is_not_absolute_is_refused(string root)
    {
        Assert.False(RootedPath.TryCreate(root, ["x"], out _, out var problem));
        Assert.Equal(PathProblemKind.BadRoot, problem.Kind);
    }

    [Fact]
    public void Any_names_make_paths_that_are_safe_and_distinct()
    {
        var names = new[] { "a", "A", "", ".", "_", "a~2", "\u0001", "\u202e", "\ud800", new string('x', 260), new string('x', 261), "é.txt", new string('é', 130) };
        var name = Gen.Frequency((3, Gen.Int[0, names.Length - 1].Select(i => names[i])), (1, Gen.String[1, 12].Where(s => s != ".." && !s.Contains('/') && !s.Contains('\0'))));
        name.Array[1, 4].Array[1, 40].Sample(files =>
        {
            Assert.True(PathPlan.TryCreate("/root", Files(files), out var plan, out _));
            AssertSafe(plan!, files.Length);
        });
    }

    [Fact]
    public void A_hundred_thousand_equal_names_are_told_apart_in_good_time()
    {
        var same = new string('y', 400);
        var files = Enumerable.Range(0, 100_000).Select(i => new StorageFile([i % 2 == 0 ? "f" : same], i, 1, false)).ToList();
        Assert.True(PathPlan.TryCreate("/root", files, out var plan, out _));
        AssertSafe(plan!, files.Count);
        files.Add(new StorageFile(["g"], 100_000, 1, false));
        Assert.False(PathPlan.TryCreate("/root", files, out _, out var problem));
        Assert.Equal(PathProblemKind.TooManyFiles, problem.Kind);
    }

    [Fact]
    public void Pairs_of_names_that_are_cut_to_one_stem_do_not_cost_the_square()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => new string('z', 240) + i.ToString("d5", null)).ToList();
        var files = Files([.. names.Concat(names).Concat(names).Select(n => new[] { n })]);
        Assert.True(PathPlan.TryCreate("/root", files, out var plan, out _));
        AssertSafe(plan!, files.Count);
    }

    [Fact]
    public void Group_P_as_a_whole()
    {
        var asExpected = PathCases.All.Count(c => PathPlan.TryCreate("/root", Files(c.Files), out _, out var p) == c.Expected is not null && p.Kind == c.Problem);
        TestContext.Current.SendDiagnosticMessage("P: {0} cases, {1} as expected", PathCases.All.Count, asExpected);
        Assert.Equal(PathCases.All.Count, asExpected);
    }

    private static List<StorageFile> Files(string[][] names) => [.. names.Select((n, i) => new StorageFile(n, i, 1, false))];

    private static void AssertSafe(PathPlan plan, int count)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var relative = plan[i]!.Relative;
            Assert.True(files.Add(relative), "two files, one path");
            var names = relative.Split('/');
            foreach (var name in names)
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 255);
                Assert.False(name is "." or ".." || name.Any(char.IsControl));
            }

            for (var depth = 1; depth < names.Length; depth++)
            {
                directories.Add(string.Join('/', names[..depth]));
            }
        }

        Assert.Empty(files.Intersect(directories));
    }
}
