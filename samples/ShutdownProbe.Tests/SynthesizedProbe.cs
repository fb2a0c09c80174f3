using System.Text.Json;

[assembly: AssemblyFixture(typeof(ShutdownProbe.Tests.SynthesizedProbe))]

namespace ShutdownProbe.Tests;

/// <summary>The probe's stack as CDK would deploy it.</summary>
public sealed class SynthesizedProbe : IAsyncLifetime
{
    internal SynthesizedStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        Stack = await SynthesizedStack.SynthesizeAsync("samples/ShutdownProbe.Stack");
    }

    public ValueTask DisposeAsync()
    {
        Stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The properties of the function that an output names.</summary>
    public JsonElement Function(string output)
    {
        var resources = Stack.Template.GetProperty("Resources");
        var reference = Stack.Template.GetProperty("Outputs").GetProperty(output).GetProperty("Value");
        return resources.GetProperty(reference.GetProperty("Ref").GetString()!).GetProperty("Properties");
    }
}
