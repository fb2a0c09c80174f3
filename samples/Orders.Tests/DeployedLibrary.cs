using System.Text.Json;

[assembly: AssemblyFixture(typeof(Orders.Tests.DeployedLibrary))]

namespace Orders.Tests;

/// <summary>The class library as the stack deploys it, in what plays AWS's managed runtime.</summary>
public sealed class DeployedLibrary : IAsyncLifetime
{
    private const string Runtime = "RestMachine.ManagedRuntime";
    private SynthesizedStack? _stack;
    private string? _extensions;

    internal JsonElement Function => _stack!.Functions()["Orders"];

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        _stack = await SynthesizedStack.SynthesizeAsync("samples/Orders.Stack", ("AmazonLambdaPackages", "contracts"));
    }

    public ValueTask DisposeAsync()
    {
        _stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="handler">The function's own, or that of the class that it was before.</param>
    public LambdaEnvironmentOptions Options(string handler) =>
        new()
        {
            Command = [Path.Combine(Repository.OutputOf($"tests/{Runtime}"), Runtime)],
            WorkingDirectory = _stack!.PackageOf(Function),
            Handler = handler,
            FrontDoor = FrontDoorKind.RestApi,
            ExtensionsDirectory = _extensions,
            // A JIT function on a busy machine is slower than on Lambda.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
}
