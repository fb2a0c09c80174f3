using System.Text.Json;

namespace RestMachine.Deployment.Tests;

/// <summary>The stacks of the other samples, deployed as users do it; the functions and the layer that came of it.</summary>
public sealed class SampleDeployment : IAsyncLifetime
{
    // The layer is built already, which cdk.json would see to.
    private static readonly string[] s_app = ["--app", "dotnet run -c Release"];
    private static readonly string[] s_samples = ["OtherRuntimes", "Orders", "PageViews", "PostgresUsers"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("samples-");

    internal string? Missing { get; private set; }

    /// <summary>By the names of their stacks.</summary>
    internal ILookup<string, JsonElement> Functions { get; private set; } = null!;

    internal byte[] LayerZip { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Missing = await PythonTools.FindMissingAsync("moto.server", "moto[server]==5.2.1");
        if (Missing is not null)
        {
            return;
        }
        using var aws = await LocalAws.StartAsync();
        var cdk = new CdkCommand(aws, _folder.FullName);
        await cdk.BootstrapAsync();
        foreach (var sample in s_samples)
        {
            await cdk.DeployAsync($"samples/{sample}.Stack", s_app);
        }
        var functions = await aws.LambdaAsync("2015-03-31/functions");
        Functions = functions
            .GetProperty(nameof(Functions))
            .EnumerateArray()
            .ToLookup(function => function.GetProperty("FunctionName").GetString()!.Split('-')[0]);
        LayerZip = await aws.LayerAsync(Deployment.LayerName, 1);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
