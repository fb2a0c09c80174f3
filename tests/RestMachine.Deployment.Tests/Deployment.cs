using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>The layer's stack and the sample's, deployed as users do it; what was there after each step.</summary>
public sealed class Deployment : IAsyncLifetime
{
    public const string LayerName = "restmachine-shutdown-x86_64";
    private const string LayerStack = "";
    private const string UsersStack = "samples/UsersApi.Stack";
    private static readonly string[] s_followsTheParameter = ["-c", "layer=/restmachine/layer/x86_64/latest"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deployment-");
    private LocalAws? _aws;

    internal string? Missing { get; private set; }

    internal DeployedState First { get; private set; } = null!;

    internal DeployedState Unchanged { get; private set; } = null!;

    internal string UnchangedOutput { get; private set; } = "";

    internal DeployedState Changed { get; private set; } = null!;

    internal byte[] ChangedExtension { get; private set; } = [];

    internal byte[] LayerZip { get; private set; } = [];

    internal byte[] FunctionZip { get; private set; } = [];

    internal DeployedState Destroyed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Missing = await PythonTools.FindMissingAsync("moto.server", "moto[server]==5.2.1");
        if (Missing is not null)
        {
            return;
        }
        _aws = await LocalAws.StartAsync();
        var cdk = new CdkCommand(_aws, _folder.FullName);
        await cdk.BootstrapAsync();
        await DeployAsync(cdk);
        First = await DeployedState.ReadAsync(_aws);

        UnchangedOutput = await DeployAsync(cdk);
        Unchanged = await DeployedState.ReadAsync(_aws);

        await DeployAsync(cdk, "-c", $"layer={ChangeExtension()}");
        Changed = await DeployedState.ReadAsync(_aws);
        LayerZip = await _aws.LayerAsync(LayerName, 2);
        FunctionZip = await _aws.AssetAsync(Asset("UsersApi.Stack.out"));

        await cdk.DestroyAsync(UsersStack, s_followsTheParameter);
        await cdk.DestroyAsync(LayerStack);
        Destroyed = await DeployedState.ReadAsync(_aws);
    }

    public ValueTask DisposeAsync()
    {
        _aws?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> DeployAsync(CdkCommand cdk, params string[] options) =>
        await cdk.DeployAsync(LayerStack, options) + await cdk.DeployAsync(UsersStack, s_followsTheParameter);

    // Another byte at its end, and it still runs.
    private string ChangeExtension()
    {
        var folder = Path.Combine(_folder.FullName, "layer");
        foreach (var architecture in new[] { "x86_64", "arm64" })
        {
            var published = Path.Combine(
                Repository.Root,
                $"artifacts/layer/{architecture}/extensions/restmachine-shutdown"
            );
            var changed = Path.Combine(folder, architecture, "extensions/restmachine-shutdown");
            Directory.CreateDirectory(Path.GetDirectoryName(changed)!);
            File.WriteAllBytes(changed, [.. File.ReadAllBytes(published), 0]);
            File.SetUnixFileMode(changed, File.GetUnixFileMode(published));
            var handover = Path.Combine(folder, architecture, "restmachine/restmachine-handover");
            Directory.CreateDirectory(Path.GetDirectoryName(handover)!);
            File.Copy(
                Path.Combine(Repository.Root, $"artifacts/layer/{architecture}/restmachine/restmachine-handover"),
                handover
            );
        }
        ChangedExtension = File.ReadAllBytes(Path.Combine(folder, "x86_64/extensions/restmachine-shutdown"));
        return folder;
    }

    private string Asset(string assembly)
    {
        var template = Path.Combine(_folder.FullName, assembly, "UsersApi.template.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(template));
        return document
            .RootElement.GetProperty("Resources")
            .EnumerateObject()
            .Select(resource => resource.Value)
            .Single(resource => resource.GetProperty("Type").GetString() == "AWS::Lambda::Function")
            .GetProperty("Properties")
            .GetProperty("Code")
            .GetProperty("S3Key")
            .GetString()!;
    }
}
