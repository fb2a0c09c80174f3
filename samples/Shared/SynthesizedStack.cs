using System.Diagnostics;
using System.Text.Json;

namespace RestMachine.Samples;

/// <summary>What <c>cdk synth</c> makes of a sample's stack: its template, and the packages that would be deployed.</summary>
internal sealed class SynthesizedStack : IDisposable
{
    private readonly DirectoryInfo _output;

    private SynthesizedStack(DirectoryInfo output, JsonElement template) => (_output, Template) = (output, template);

    public JsonElement Template { get; }

    /// <summary>The folder <c>cdk.out</c>.</summary>
    public string Output => _output.FullName;

    /// <param name="project">The stack's folder below the root, for example <c>samples/PostgresUsers.Stack</c>.</param>
    /// <param name="variables">Of the app's environment.</param>
    public static async Task<SynthesizedStack> SynthesizeAsync(
        string project,
        params (string Name, string Value)[] variables
    )
    {
        var output = Directory.CreateTempSubdirectory("synthesized-");
        await RunAppAsync(
            Path.Combine(Repository.Root, project),
            [
                ("CDK_OUTDIR", output.FullName),
                ("CDK_CONTEXT_JSON", """{"aws:cdk:enable-asset-metadata": true}"""),
                ("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1"),
                .. variables,
            ]
        );
        var template = output.EnumerateFiles("*.template.json").ShouldHaveSingleItem();
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(template.FullName));
        return new SynthesizedStack(output, document.RootElement.Clone());
    }

    /// <summary>The properties of the functions that have the layer, by their descriptions.</summary>
    public Dictionary<string, JsonElement> Functions() =>
        ResourcesOf("AWS::Lambda::Function")
            .Where(function => function.TryGetProperty("Layers", out _))
            .ToDictionary(function => function.GetProperty("Description").GetString()!, StringComparer.Ordinal);

    public IEnumerable<JsonElement> ResourcesOf(string type) =>
        Template
            .GetProperty("Resources")
            .EnumerateObject()
            .Where(resource => resource.Value.GetProperty("Type").GetString() == type)
            .Select(resource => resource.Value.GetProperty("Properties"));

    /// <summary>The folder that is uploaded as a function's code.</summary>
    public string PackageOf(JsonElement function)
    {
        var key = function.GetProperty("Code").GetProperty("S3Key").GetString()!;
        return Path.Combine(Output, $"asset.{Path.GetFileNameWithoutExtension(key)}");
    }

    public void Dispose() => _output.Delete(recursive: true);

    private static async Task RunAppAsync(string folder, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A build server that lives on would hold the pipes open.
        (string Name, string Value)[] all =
        [
            ("MSBUILDDISABLENODEREUSE", "1"),
            ("UseSharedCompilation", "false"),
            .. variables,
        ];
        foreach (var (name, value) in all)
        {
            start.Environment[name] = value;
        }
        using var app = Process.Start(start)!;
        app.StandardInput.Close();
        var errors = app.StandardError.ReadToEndAsync();
        var text = await app.StandardOutput.ReadToEndAsync() + await errors;
        await app.WaitForExitAsync();
        app.ExitCode.ShouldBe(0, text);
    }
}
