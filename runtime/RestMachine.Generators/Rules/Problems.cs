using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Rules;

/// <summary>Collects what is wrong with one registration; an error means that no interceptor can be made.</summary>
internal sealed class Problems(Location location)
{
    private readonly List<Diagnostic> _found = [];

    public IReadOnlyList<Diagnostic> Found => _found;

    public bool HasErrors => _found.Any(problem => problem.Severity == DiagnosticSeverity.Error);

    public void Add(DiagnosticDescriptor rule, params object[] arguments) =>
        _found.Add(Diagnostic.Create(rule, location, arguments));
}
