using System.Text.Json;

[assembly: AssemblyFixture(typeof(PageViews.Tests.DeployedFunction))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace PageViews.Tests;

/// <summary>The function as the stack deploys it, Native AOT, and the published extension.</summary>
public sealed class DeployedFunction : IAsyncLifetime
{
    private string? _extensions;

    internal SynthesizedStack Stack { get; private set; } = null!;

    internal JsonElement Template => Stack.Functions()["Page views"];

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        Stack = await SynthesizedStack.SynthesizeAsync("samples/PageViews.Stack");
    }

    public ValueTask DisposeAsync()
    {
        Stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal LambdaEnvironmentOptions Options(Backend backend) =>
        new()
        {
            Command = [Path.Combine(Stack.PackageOf(Template), "bootstrap")],
            ExtensionsDirectory = _extensions,
            FunctionName = "page-views",
            EnvironmentVariables = backend.Variables,
            // A busy machine is slower than Lambda.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
}
