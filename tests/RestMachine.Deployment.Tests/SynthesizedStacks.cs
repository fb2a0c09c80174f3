using System.Text.Json;

[assembly: AssemblyFixture(typeof(RestMachine.Deployment.Tests.SynthesizedStacks))]

namespace RestMachine.Deployment.Tests;

/// <summary>The cdk.out folders of the layer's app, as it is, shared and public, and of the sample's.</summary>
public sealed class SynthesizedStacks : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthesized-");

    public string Layer => Path.Combine(_folder.FullName, "layer");

    public string Users => Path.Combine(_folder.FullName, "users");

    public string LayerTemplate => Path.Combine(Layer, "RestMachineLayer.template.json");

    public string SharedLayerTemplate => Path.Combine(_folder.FullName, "shared", "RestMachineLayer.template.json");

    public string PublicLayerTemplate => Path.Combine(_folder.FullName, "public", "RestMachineLayer.template.json");

    public string UsersTemplate => Path.Combine(Users, "UsersApi.template.json");

    public static JsonElement Read(string template)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(template));
        return document.RootElement.Clone();
    }

    public async ValueTask InitializeAsync()
    {
        const string LayerStack = "infra/RestMachine.LayerStack";
        await SynthesizeAsync(LayerStack, Layer);
        await SynthesizeAsync(LayerStack, Folder(SharedLayerTemplate), """{"share": "123456789012,o-abcdefghij"}""");
        await SynthesizeAsync(LayerStack, Folder(PublicLayerTemplate), """{"share": "everyone"}""");
        await SynthesizeAsync("samples/UsersApi.Stack", Users);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string Folder(string template) => Path.GetDirectoryName(template)!;

    // What "cdk synth" does: it starts the app with these variables.
    private static Task<string> SynthesizeAsync(string project, string output, string context = "{}") =>
        new Command("dotnet", "run", "-c", "Release")
        {
            Folder = Path.Combine(Repository.Root, project),
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["CDK_OUTDIR"] = output,
                ["CDK_CONTEXT_JSON"] = context,
                ["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "1",
            },
        }.RunAsync();
}
