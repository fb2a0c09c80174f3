using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Json;
using RestMachine.Generators.Rules;

namespace RestMachine.Generators;

/// <summary>Says at the call why a handler cannot be bound; the generator stays silent about it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The properties in which RM0008 carries the type to add and the context to add it to.</summary>
    public const string JsonType = "type",
        JsonContext = "context";

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
        Rule.JsonTypeMissing,
        Rule.DependencyMakesNothing,
        Rule.RuleNotChecked,
        Rule.BodyWithoutMeaning,
        Rule.NotIntercepted,
        Rule.AsyncItems,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var json = new JsonCoverage(start.Compilation);
            var unbound = new ConcurrentBag<Diagnostic>();
            start.RegisterOperationAction(operation => Analyze(operation, json, unbound), OperationKind.Invocation);
            // At the end, so that it is said by a build and not while somebody types and generated code is of the last save.
            start.RegisterCompilationEndAction(end => unbound.ToList().ForEach(end.ReportDiagnostic));
        });
    }

    private static void Analyze(OperationAnalysisContext context, JsonCoverage json, ConcurrentBag<Diagnostic> unbound)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Registration.Is(call))
        {
            if (AnalyzeHandler(context, call, json) && !IsIntercepted(call, context.CancellationToken))
            {
                unbound.Add(Diagnostic.Create(Rule.NotIntercepted, call.Syntax.GetLocation(), call.TargetMethod.Name));
            }
        }
        else if (call.TargetMethod is { IsGenericMethod: true } result && IsMakerOfResults(result.ContainingType))
        {
            AnalyzeJson(context, result.TypeArguments[0], json, call.Syntax);
        }
    }

    private static bool IsMakerOfResults(INamedTypeSymbol type) =>
        type.Name is "Results" or "TypedResults"
        && (TypeNames.Is(type, "RestMachine.Results") || TypeNames.Is(type, "RestMachine.TypedResults"));

    private static bool IsIntercepted(IInvocationOperation call, CancellationToken cancellation) =>
        call.Syntax is not InvocationExpressionSyntax syntax
        || call.SemanticModel!.GetInterceptorMethod(syntax, cancellation) is not null;

    /// <summary>Whether nothing keeps the handler from being bound.</summary>
    private static bool AnalyzeHandler(OperationAnalysisContext context, IInvocationOperation call, JsonCoverage json)
    {
        var handler = Registration.HandlerArgument(call)!.Value.Syntax;
        var problems = new Problems(handler.GetLocation());
        var isBound = HandlerReader.Read(call, problems) is not null;
        foreach (var problem in problems.Found)
        {
            context.ReportDiagnostic(problem);
        }

        if (isBound && Registration.AnswersRequests(call) && HandlerReader.ResultOf(call) is { } result)
        {
            AnalyzeJson(context, result, json, handler);
        }

        return isBound;
    }

    private static void AnalyzeJson(
        OperationAnalysisContext context,
        ITypeSymbol type,
        JsonCoverage json,
        SyntaxNode place
    )
    {
        if (KnownTypes.IsAsyncItems(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule.AsyncItems, place.GetLocation(), Short(type)));
        }
        else if (
            KnownTypes.KindOf(type) is ResultKind.Json or ResultKind.NullableJson
            && json.ContextWithout(TypeNames.WithoutNullable(type)) is { } serializer
        )
        {
            var shown = Short(type);
            var properties = ImmutableDictionary<string, string?>
                .Empty.Add(JsonType, TypeNames.Of(TypeNames.WithoutNullable(type)))
                .Add(JsonContext, TypeNames.MetadataOf(serializer));
            context.ReportDiagnostic(
                Diagnostic.Create(Rule.JsonTypeMissing, place.GetLocation(), properties, shown, serializer.Name)
            );
        }
    }

    private static string Short(ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
