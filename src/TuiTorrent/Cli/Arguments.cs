using System.CommandLine;

namespace TuiTorrent.Cli;

/// <summary>Options and arguments in the few shapes that this program has, and their texts.</summary>
/// <remarks>All values are taken as text and read by code of ours, whose messages say what is wanted.</remarks>
internal static class Arguments
{
    private const int MostOperands = 100_000;

    /// <summary>An option that is there or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>An option with one value.</summary>
    public static Option<string> Value(string name, string valueName, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = valueName, Description = description, Arity = ArgumentArity.ExactlyOne };

    /// <summary>An option with one value that may be given again.</summary>
    public static Option<string[]> Values(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>The one argument of a command.</summary>
    public static Argument<string> Operand(string name) => new(name) { Arity = ArgumentArity.ExactlyOne };

    /// <summary>An argument of a command that may be left out; it is "" then.</summary>
    public static Argument<string> OptionalOperand(string name) => new(name) { Arity = ArgumentArity.ZeroOrOne };

    /// <summary>Any number of arguments of a command, but not fewer than these.</summary>
    public static Argument<string[]> Operands(string name, int fewest) => new(name) { Arity = new ArgumentArity(fewest, MostOperands) };

    /// <summary>All values of an argument.</summary>
    public static List<string> TextsOf(this ParseResult line, Argument argument)
    {
        var texts = new List<string>();
        if (line.GetResult(argument) is { } result)
        {
            foreach (var token in result.Tokens)
            {
                texts.Add(token.Value);
            }
        }

        return texts;
    }

    /// <summary>Whether an option is there.</summary>
    public static bool Has(this ParseResult line, Option option) => line.GetResult(option) is { Implicit: false };

    /// <summary>An option's value, or null if it isn't there.</summary>
    public static string? TextOf(this ParseResult line, Option option) => line.GetResult(option) is { Implicit: false, Tokens: [.., var last] } ? last.Value : null;

    /// <summary>An argument's value.</summary>
    public static string TextOf(this ParseResult line, Argument argument) => line.GetResult(argument) is { Tokens: [var only, ..] } ? only.Value : "";

    /// <summary>All values of an option.</summary>
    public static List<string> TextsOf(this ParseResult line, Option option)
    {
        var texts = new List<string>();
        if (line.GetResult(option) is { } result)
        {
            foreach (var token in result.Tokens)
            {
                texts.Add(token.Value);
            }
        }

        return texts;
    }
}
