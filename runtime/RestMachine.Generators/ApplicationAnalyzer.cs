using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RestMachine.Generators.Applications;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators;

/// <summary>Says what is wrong between the registrations of an application, where one method shows them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ApplicationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rule.RequestOutsideRequest,
        Rule.DuplicateRoute,
        Rule.AmbiguousValue,
        Rule.DependencyCycle,
        Rule.PathWithoutName,
        Rule.QueryOrStartup,
        Rule.QueryOrPath,
        Rule.TemplateRefused,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationBlockAction(static block =>
        {
            var method = new MethodInSight(block.OperationBlocks);
            var problems = ApplicationReader
                .Read(method)
                .SelectMany(application => ApplicationChecks.Run(application, method))
                .Concat(PathCheck.Run(method))
                .Concat(TemplateCheck.Run(method))
                .Concat(MisspelledNames.Run(method));
            foreach (var problem in problems)
            {
                block.ReportDiagnostic(problem);
            }
        });
    }
}
