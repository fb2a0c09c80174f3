using System.CommandLine;
using System.CommandLine.Parsing;

namespace RestMachine.Cli;

// What the command line cannot be read as, each with the nearest name that it could have been.
internal static class BadUsage
{
    /// <returns>Empty for a command line that can be run.</returns>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // An unknown option is taken for an argument where one is missing.
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens);
        var unknown = arguments
            .Where(token => token.Value is ['-', _, ..])
            .Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)
            .ToArray();
        // What follows an unknown option may be its value.
        var options = Array.FindAll(unknown, token => token.StartsWith('-'));
        if (unknown.Length > 0)
        {
            return [.. (options.Length > 0 ? options : unknown).Select(token => Unknown(token, command))];
        }
        return parsed.Errors.Count == 0
            ? []
            : [.. parsed.Errors.Select(error => error.Message), $"See {Name(command)} --help."];
    }

    private static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var name = token.Split('=')[0];
        var known = isOption ? Options(command) : command.Subcommands.Select(each => each.Name);
        var kind =
            isOption ? "option"
            : command.Subcommands.Count > 0 ? "command"
            : "argument";
        return NearestName.Of(name, known) is { } nearest
            ? $"{name} is no {kind} of {Name(command)}: did you mean {nearest}? Otherwise see {Name(command)} --help."
            : $"{name} is no {kind} of {Name(command)}: see {Name(command)} --help.";
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--help");

    private static string Name(Command command) =>
        command is RootCommand ? "restmachine" : $"restmachine {command.Name}";
}
