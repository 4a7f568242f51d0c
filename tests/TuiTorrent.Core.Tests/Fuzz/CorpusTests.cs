using TuiTorrent.Fuzz.Targets;

namespace TuiTorrent.Core.Tests.Fuzz;

public class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_is_taken_as_it_should(string name)
    {
        var target = FuzzTarget.All.Single(t => t.Name == name);
        var folder = Path.Combine(AppContext.BaseDirectory, "corpus", name);
        var files = Directory.EnumerateFiles(folder).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var input = File.ReadAllBytes(file);
            // The first run loads code, which is no memory of the input's.
            Assert.Null(Record.Exception(() => target.Body(input)));
            Assert.Null(Record.Exception(() => target.Run(input)));
        }
    }

    [Fact]
    public void Any_target_takes_the_inputs_of_all_others()
    {
        foreach (var input in FuzzTarget.All.SelectMany(t => t.Seeds()))
        {
            foreach (var target in FuzzTarget.All)
            {
                Assert.Null(Record.Exception(() => target.Body(input)));
            }
        }
    }
}
