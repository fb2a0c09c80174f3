using System.CommandLine;
using System.CommandLine.Parsing;

namespace RestMachine.Cli.Layers;

internal static class ArchitectureOption
{
    // As Lambda's own default is.
    public const string Default = "x86_64";

    public static Option<string> Create() =>
        new("--arch")
        {
            Description = "The function's architecture: x86_64 (the default) or arm64.",
            HelpName = "ARCH",
            CustomParser = Parse,
            DefaultValueFactory = _ => Default,
        };

    private static string Parse(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        // .NET's and Go's names are what many type; Lambda's are what the answer is in.
        switch (text.ToUpperInvariant())
        {
            case "X86_64" or "X64" or "AMD64" or "X86-64":
                return Default;
            case "ARM64" or "AARCH64":
                return "arm64";
            default:
                result.AddError($"--arch is \"{text}\": expected x86_64 or arm64.");
                return Default;
        }
    }
}
