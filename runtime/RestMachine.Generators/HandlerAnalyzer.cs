using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators;

/// <summary>Says at the call why a handler cannot be bound; the generator stays silent about it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rule.HandlerNotVisible,
        Rule.TypeNotAccessible,
        Rule.NamesLost,
        Rule.ParameterNotBindable,
        Rule.ShutdownResultIgnored,
        Rule.RequestOutsideRequest,
        Rule.AsyncVoid,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!CallSiteReader.IsRegistration(call))
        {
            return;
        }

        var problems = new Problems(CallSiteReader.HandlerArgument(call)!.Value.Syntax.GetLocation());
        _ = HandlerReader.Read(call, problems);
        foreach (var problem in problems.Found)
        {
            context.ReportDiagnostic(problem);
        }
    }
}
