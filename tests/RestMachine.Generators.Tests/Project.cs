using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RestMachine.Generators.Tests;

/// <summary>A user's project in memory, with the generator in it.</summary>
internal sealed class Project
{
    public const string ImplicitUsings = """
        global using System;
        global using System.ComponentModel.DataAnnotations;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using RestMachine;
        """;

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions Parsing = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([
        new("InterceptorsNamespaces", "RestMachine.Generated"),
    ]);

    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public Project(params (string Path, string Source)[] files)
        : this(new HandlerGenerator(), files) { }

    public Project(IIncrementalGenerator generator, params (string Path, string Source)[] files)
    {
        _compilation = CSharpCompilation.Create(
            "User",
            files.Append(("Usings.cs", ImplicitUsings)).Select(file => Parse(file.Item1, file.Item2)),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        _driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: Parsing,
            driverOptions: new GeneratorDriverOptions(
                IncrementalGeneratorOutputKind.None,
                trackIncrementalGeneratorSteps: true
            )
        );
    }

    /// <summary>A project whose one method holds these statements, with an application at hand.</summary>
    public static Project With(string statements, string members = "") =>
        new(("Program.cs", Wrap(statements, members)));

    public static string Wrap(string statements, string members = "") =>
        $$"""
            public static partial class Program
            {
                public static void Register(RestApplication app)
                {
                    {{statements}}
                }

                {{members}}
            }
            """;

    public Project Beside(IIncrementalGenerator other)
    {
        _driver = _driver.AddGenerators([other.AsSourceGenerator()]);
        return this;
    }

    public Project Referencing(Project other)
    {
        _compilation = _compilation.AddReferences(other._compilation.ToMetadataReference());
        return this;
    }

    /// <summary>What RestMachine's generator does.</summary>
    public GeneratorRunResult Generate()
    {
        _driver = _driver.RunGenerators(_compilation);
        return _driver.GetRunResult().Results[0];
    }

    public void Edit(string path, string source)
    {
        var old = _compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        _compilation = _compilation.ReplaceSyntaxTree(old, Parse(path, source));
    }

    /// <summary>What the compiler says about the user's files and the generated ones, notes left out.</summary>
    public IReadOnlyList<string> Compile()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        using var assembly = new MemoryStream();
        return
        [
            .. output
                .Emit(assembly)
                .Diagnostics.Where(found => found.Severity >= DiagnosticSeverity.Warning)
                .Select(Describe),
        ];
    }

    public async Task<IReadOnlyList<string>> Analyze()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        var analyzed = output.WithAnalyzers([new HandlerAnalyzer(), new ApplicationAnalyzer()]);
        var found = await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).Select(Describe)];
    }

    private static string Describe(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage()}";

    private static SyntaxTree Parse(string path, string source) =>
        CSharpSyntaxTree.ParseText(source, Parsing, path, System.Text.Encoding.UTF8);
}
