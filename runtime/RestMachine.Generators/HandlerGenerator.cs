using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RestMachine.Generators.CallSites;
using RestMachine.Generators.Emit;

namespace RestMachine.Generators;

/// <summary>Writes one interceptor for each registration, grouped by the source file it stands in.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandlerGenerator : IIncrementalGenerator
{
    internal const string CallSitesStep = "CallSites";
    internal const string FilesStep = "Files";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var callSites = context
            .SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => CallSiteReader.MayBeRegistration(node),
                static (found, cancellation) =>
                    CallSiteReader.Read((InvocationExpressionSyntax)found.Node, found.SemanticModel, cancellation)
            )
            .Where(static callSite => callSite is not null)
            .Select(static (callSite, _) => callSite!)
            .WithTrackingName(CallSitesStep);

        // An edit moves every later call of its file, so a file is what is written anew; other files compare equal.
        var files = callSites
            .Collect()
            .SelectMany(static (all, _) => SourceFile.GroupByFile(all))
            .WithTrackingName(FilesStep);

        context.RegisterSourceOutput(
            files,
            static (output, file) => output.AddSource(file.HintName, InterceptorWriter.Write(file))
        );
    }
}
