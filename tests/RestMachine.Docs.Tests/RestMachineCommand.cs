using System.CommandLine;
using System.Reflection;
using RestMachine.Cli.Local;

namespace RestMachine.Docs.Tests;

/// <summary>The command with all of its subcommands, as Program.cs puts them together.</summary>
internal static class RestMachineCommand
{
    private static readonly MethodInfo[] Creations =
    [
        .. typeof(LocalCommand)
            .Assembly.GetTypes()
            .Select(type =>
                type.GetMethod(
                    "Create",
                    BindingFlags.Public | BindingFlags.Static,
                    [typeof(TextWriter), typeof(TextWriter)]
                )
            )
            .OfType<MethodInfo>()
            .Where(method => method.ReturnType.IsAssignableTo(typeof(Command))),
    ];

    public static RootCommand Create()
    {
        var root = new RootCommand();
        foreach (var creation in Creations)
        {
            root.Subcommands.Add((Command)creation.Invoke(null, [TextWriter.Null, TextWriter.Null])!);
        }

        return root;
    }
}
