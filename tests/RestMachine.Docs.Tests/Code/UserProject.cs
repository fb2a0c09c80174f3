using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RestMachine.Generators;

namespace RestMachine.Docs.Tests.Code;

/// <summary>A project that a user has when the block's code is in it.</summary>
internal sealed class UserProject
{
    private const string Place = "/* code */";

    private static readonly string Surroundings = Path.Combine(AppContext.BaseDirectory, "Surroundings");

    private static readonly CSharpParseOptions Parsing = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([
        new("InterceptorsNamespaces", "RestMachine.Generated"),
    ]);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly ImmutableArray<ISourceGenerator> Generators =
    [
        new HandlerGenerator().AsSourceGenerator(),
        new RoutePatternGenerator().AsSourceGenerator(),
        JsonGenerator().AsSourceGenerator(),
    ];

    private readonly FencedBlock _block;
    private readonly CSharpCompilation _compilation;

    public UserProject(FencedBlock block)
    {
        _block = block;
        var code = Parse(_block.Page, Surround());
        var isProgram = code.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        _compilation = CSharpCompilation.Create(
            "User",
            [code, Parse("Usings.cs", Read("Usings.cs")), .. Types(code).Select(file => Parse(file, Read(file)))],
            References,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                // A library and a test see other versions of a framework's assembly; a user's project has one.
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]
            )
        );
    }

    /// <summary>What compiler and analyzers say, warnings included; each with its line of the page.</summary>
    public async Task<IReadOnlyList<string>> CompileAsync()
    {
        var analyzed = Generate(out var generating).WithAnalyzers([new HandlerAnalyzer(), new ApplicationAnalyzer()]);
        var found = await analyzed.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found
                .Concat(generating)
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(Describe),
        ];
    }

    /// <summary>The assembly, to be run.</summary>
    public byte[] Emit()
    {
        using var assembly = new MemoryStream();
        Generate(out _).Emit(assembly).Success.ShouldBeTrue();
        return assembly.ToArray();
    }

    private Compilation Generate(out ImmutableArray<Diagnostic> found)
    {
        CSharpGeneratorDriver
            .Create(Generators, parseOptions: Parsing)
            .RunGeneratorsAndUpdateCompilation(_compilation, out var output, out found);
        return output;
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetMappedLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {diagnostic.Id}: {diagnostic.GetMessage()}";
    }

    // The code of a program is the whole file; every other stands where its surrounding says.
    private string Surround()
    {
        var code = $"#line {_block.Line} \"{_block.Page}\"\n{_block.Code}\n#line default\n";
        return _block.Surrounding is "program"
            ? code
            : Read($"{_block.Surrounding}.cs").Replace(Place, $"\n{code}", StringComparison.Ordinal);
    }

    // What the pages talk about without showing it; a block that shows one of these types has its own.
    private static IEnumerable<string> Types(SyntaxTree code)
    {
        var shown = code.GetRoot()
            .DescendantNodes()
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(type => type.Identifier.Text);
        return Directory
            .EnumerateFiles(Path.Combine(Surroundings, "Types"))
            .ExceptBy(shown, Path.GetFileNameWithoutExtension, StringComparer.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Surroundings, file));

    private static SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(text, Parsing, path, Encoding.UTF8);

    private static IIncrementalGenerator JsonGenerator()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "System.Text.Json.SourceGeneration.dll");
        var type = Assembly
            .LoadFrom(file)
            .GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true);
        return (IIncrementalGenerator)Activator.CreateInstance(type!)!;
    }
}
