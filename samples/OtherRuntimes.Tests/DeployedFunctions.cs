[assembly: AssemblyFixture(typeof(OtherRuntimes.Tests.DeployedFunctions))]

namespace OtherRuntimes.Tests;

/// <summary>The functions as the stack deploys them, and what plays their managed runtimes.</summary>
public sealed class DeployedFunctions : IAsyncLifetime
{
    private string? _extensions;

    internal SynthesizedStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        Stack = await SynthesizedStack.SynthesizeAsync("samples/OtherRuntimes.Stack");
    }

    public ValueTask DisposeAsync()
    {
        Stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="description">Of the function in the stack.</param>
    /// <param name="hasLayer">False: the same function without what the aspect has added.</param>
    public LambdaEnvironmentOptions Options(string description, bool hasLayer)
    {
        var function = Stack.Functions()[description];
        var runtime = description == "Python" ? "python_runtime.py" : "node_runtime.mjs";
        return new LambdaEnvironmentOptions
        {
            Command = [Path.Combine(AppContext.BaseDirectory, "runtimes", runtime)],
            WorkingDirectory = Stack.PackageOf(function),
            Handler = function.GetProperty("Handler").GetString()!,
            ExtensionsDirectory = hasLayer ? _extensions : null,
            // A busy machine is slower than Lambda.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
    }
}
