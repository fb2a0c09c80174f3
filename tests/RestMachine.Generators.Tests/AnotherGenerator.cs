using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Tests;

/// <summary>Writes a source file that no other generator sees, as the serializer's generator does.</summary>
internal sealed class AnotherGenerator(string source) : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            context.CompilationProvider,
            (output, _) => output.AddSource("Another.g.cs", source)
        );
}
