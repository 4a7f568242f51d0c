using System.Diagnostics;
using System.Globalization;
using TuiTorrent.Fuzz;
using TuiTorrent.Fuzz.Targets;

// fuzz TARGET|all [seconds] [seed]: mutates the corpus of a target and feeds it the results. Exits with 1 if one went wrong.
var names = FuzzTarget.All.Select(t => t.Name).ToList();
var targets = args is ["all", ..] ? FuzzTarget.All : [.. FuzzTarget.All.Where(t => args is [var name, ..] && t.Name == name)];
if (targets.Count == 0)
{
    Console.Error.WriteLine($"usage: fuzz TARGET|all [seconds] [seed]\ntargets: {string.Join(' ', names)}");
    return 2;
}

var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 60;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var found = 0;
foreach (var target in targets)
{
    found += Fuzz(target);
}

return found == 0 ? 0 : 1;

int Fuzz(FuzzTarget target)
{
    var corpus = new Corpus(FindCorpus(), target);
    var inputs = corpus.Load();
    var mutator = new Mutator(new Random(seed));
    var watch = Stopwatch.StartNew();
    long runs = 0;
    var crashes = new HashSet<string>();
    // The first runs load code and are no measure of memory.
    inputs.ForEach(i => Try(target, i));
    for (var next = 0; watch.Elapsed.TotalSeconds < seconds && crashes.Count < 10; runs++)
    {
        var input = next < inputs.Count ? inputs[next++] : mutator.Next(inputs);
        if (Try(target, input) is { } error && crashes.Add(error.GetType().Name + Where(error)))
        {
            Console.WriteLine($"{target.Name}: {error}\n  kept as {corpus.Keep(input)}");
        }
    }

    Console.WriteLine($"{target.Name}: {runs} runs in {watch.Elapsed.TotalSeconds:F0} s, {inputs.Count} files, {crashes.Count} wrong");
    return crashes.Count;
}

static Exception? Try(FuzzTarget target, byte[] input)
{
    try
    {
        target.Run(input);
        return null;
    }
#pragma warning disable CA1031 // Any exception is what is looked for.
    catch (Exception error)
#pragma warning restore CA1031
    {
        return error;
    }
}

static string Where(Exception error) => error.StackTrace?.Split('\n')[0] + (error is FuzzException ? error.StackTrace?.Split('\n').ElementAtOrDefault(1) : "");

static string FindCorpus()
{
    // From the repository's top level as from the output folder.
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "TuiTorrent.Fuzz.csproj")))
        {
            return Path.Combine(folder.FullName, "corpus");
        }
    }

    return Path.Combine(Environment.CurrentDirectory, "corpus");
}
