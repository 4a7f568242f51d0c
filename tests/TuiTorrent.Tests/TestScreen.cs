using System.Text;
using TuiTorrent.Cli;

namespace TuiTorrent.Tests;

/// <summary>A screen over memory, and what was written to it.</summary>
internal sealed class TestScreen
{
    private readonly Func<byte[]> _output;
    private readonly Func<byte[]> _error;

    /// <summary>Whose output and error are one terminal of this width, or no terminal if it is 0.</summary>
    public TestScreen(int columns = 0, bool sharesTerminal = true)
    {
        Columns = columns;
        var (output, error) = (new MemoryStream(), new MemoryStream());
        (_output, _error) = (output.ToArray, error.ToArray);
        var isTerminal = columns > 0;
        Screen = new Screen(output, sharesTerminal && isTerminal ? output : error, isTerminal, sharesTerminal && isTerminal, () => Columns);
    }

    /// <summary>May be changed, as a user resizes a window.</summary>
    public int Columns { get; set; }

    public Screen Screen { get; }

    public string Output => Encoding.UTF8.GetString(_output());

    public string Error => Encoding.UTF8.GetString(_error());

    /// <summary>What is around the command; without an environment, nobody to ask and no daemon to start.</summary>
    public Surroundings Surroundings
    {
        get => field ??= new Surroundings(Screen, _ => null);
        set;
    }

    /// <summary>Runs a command line in these surroundings.</summary>
    public async Task<int> RunAsync(params string[] args) => await new CommandLine().RunAsync(args, Surroundings);
}
