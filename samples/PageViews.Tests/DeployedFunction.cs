using System.Text.Json;

[assembly: AssemblyFixture(typeof(PageViews.Tests.DeployedFunction))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace PageViews.Tests;

/// <summary>The function as the stack deploys it, Native AOT, and the published extension.</summary>
public sealed class DeployedFunction : IAsyncLifetime
{
    private SynthesizedStack? _stack;
    private string? _extensions;

    internal JsonElement Template => _stack!.Functions()["Page views"];

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        _stack = await SynthesizedStack.SynthesizeAsync("samples/PageViews.Stack");
    }

    public ValueTask DisposeAsync()
    {
        _stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    internal LambdaEnvironmentOptions Options(Backend backend) =>
        new()
        {
            Command = [Path.Combine(_stack!.PackageOf(Template), "bootstrap")],
            ExtensionsDirectory = _extensions,
            FunctionName = "page-views",
            EnvironmentVariables = backend.Variables,
            // A busy machine is slower than Lambda.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
}
