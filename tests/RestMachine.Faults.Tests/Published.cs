using System.Diagnostics;
using RestMachine.Emulator;
using RestMachine.Extension.Tests.Published;
using RestMachine.Faults.Tests;

[assembly: AssemblyFixture(typeof(Published))]

namespace RestMachine.Faults.Tests;

/// <summary>The function of tests/RestMachine.LifecycleFunction as Native AOT, published once for all tests, and the layer.</summary>
public sealed class Published : IAsyncLifetime
{
    public static string Root => Layer.Root;

    public static string Function { get; private set; } = "";

    public static string Extensions => Path.GetDirectoryName(Layer.Extension(ExtensionProcess.Architecture))!;

    public static string Handover => ExtensionLayer.HandoverBeside(Extensions);

    /// <summary>The wrapper with the function behind it, whose output is the wrapper's.</summary>
    internal static Process StartHandedOver(string runtimeApi, int port, Dictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(Handover, [Function])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        start.Environment["RESTMACHINE_EXTENSION_PORT"] = $"{port}";
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(FactAttribute.Limit * 2);
        var source = await FunctionSource.FindAsync(
            Path.Combine(Root, "tests/RestMachine.LifecycleFunction"),
            cancellationToken: patience.Token
        );
        Function = (await source.PublishAsync(cancellationToken: patience.Token)).Executable;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
