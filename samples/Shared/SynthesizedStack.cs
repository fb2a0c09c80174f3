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
        (string Name, string Value)[] synthesis =
        [
            ("CDK_OUTDIR", output.FullName),
            ("CDK_CONTEXT_JSON", """{"aws:cdk:enable-asset-metadata": true}"""),
            ("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "1"),
            .. variables,
        ];
        await RunAsync(Path.Combine(Repository.Root, project), "dotnet", ["run", "-c", "Release"], synthesis);
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

    /// <summary>What <c>restmachine doctor</c> says of it; it fails where shutdown handlers could not run.</summary>
    public Task<string> DoctorAsync()
    {
        var command = Path.Combine(Repository.OutputOf("runtime/RestMachine.Cli"), "RestMachine.Cli");
        return RunAsync(Output, command, ["doctor", Output], []);
    }

    public void Dispose() => _output.Delete(recursive: true);

    private static async Task<string> RunAsync(
        string folder,
        string program,
        string[] arguments,
        (string Name, string Value)[] variables
    )
    {
        var start = new ProcessStartInfo(program, arguments)
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
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, text + await errors);
        return text;
    }
}
