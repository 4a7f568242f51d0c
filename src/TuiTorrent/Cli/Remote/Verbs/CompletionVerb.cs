using System.CommandLine;

namespace TuiTorrent.Cli.Remote.Verbs;

/// <summary>`tuitorrent completion`: prints what a shell needs to complete this program's command lines.</summary>
internal static class CompletionVerb
{
    private const string Notes = """
        For bash, into ~/.bashrc:      eval "$(tuitorrent completion bash)"
        For zsh, into ~/.zshrc:        eval "$(tuitorrent completion zsh)"
        For fish:
          tuitorrent completion fish > ~/.config/fish/completions/tuitorrent.fish

        Names of torrents come from the daemon if one runs; none is started for that.
        """;

    private const string Bash = """
        _tuitorrent() {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                printf -v line %q "$line"
                COMPREPLY+=("$line")
            done < <(tuitorrent "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
        }
        complete -o default -F _tuitorrent tuitorrent
        """;

    private const string Zsh = """
        #compdef tuitorrent
        _tuitorrent() {
            local -a found
            found=(${(f)"$(tuitorrent "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
            if (( $#found )); then compadd -- $found; else _files; fi
        }
        compdef _tuitorrent tuitorrent
        """;

    private const string Fish = """
        complete -c tuitorrent -a '(tuitorrent "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
        """;

    /// <summary>With its argument.</summary>
    public static Verb Create()
    {
        var shell = Arguments.Operand("SHELL");
        var command = new Command("completion", "Print a script that completes command lines.") { shell };
        return new Verb(command, "completion bash|zsh|fish", Notes, (line, surroundings) =>
        {
            var script = line.TextOf(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                _ => null,
            };
            if (script is null)
            {
                return Task.FromResult(surroundings.Refuse("completion", $"\"{JsonFields.Clean(line.TextOf(shell))}\" must be one of bash, zsh, fish."));
            }

            surroundings.Screen.Print(script);
            return Task.FromResult(ExitCode.Complete);
        });
    }
}
