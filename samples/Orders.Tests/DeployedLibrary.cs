using System.Text.Json;

[assembly: AssemblyFixture(typeof(Orders.Tests.DeployedLibrary))]

namespace Orders.Tests;

/// <summary>The class library as the stack deploys it, in what plays AWS's managed runtime.</summary>
public sealed class DeployedLibrary : IAsyncLifetime
{
    private const string Runtime = "RestMachine.ManagedRuntime";
    private string? _extensions;

    internal SynthesizedStack Stack { get; private set; } = null!;

    internal JsonElement Function => Stack.Functions()["Orders"];

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        Stack = await SynthesizedStack.SynthesizeAsync("samples/Orders.Stack", ("AmazonLambdaPackages", "contracts"));
    }

    public ValueTask DisposeAsync()
    {
        Stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="handler">The function's own, or that of the class that it was before.</param>
    public LambdaEnvironmentOptions Options(string handler) =>
        new()
        {
            Command = [Path.Combine(Repository.OutputOf($"tests/{Runtime}"), Runtime)],
            WorkingDirectory = Stack.PackageOf(Function),
            Handler = handler,
            FrontDoor = FrontDoorKind.RestApi,
            ExtensionsDirectory = _extensions,
            // A JIT function on a busy machine is slower than on Lambda.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
}
