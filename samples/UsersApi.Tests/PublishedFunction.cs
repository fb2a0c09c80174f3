[assembly: AssemblyFixture(typeof(UsersApi.Tests.PublishedFunction))]

namespace UsersApi.Tests;

/// <summary>The sample as it is deployed, Native AOT and JIT, and the published extension: each built once.</summary>
public sealed class PublishedFunction : IAsyncLifetime
{
    private FunctionProject? _aot;
    private FunctionProject? _jit;
    private string? _extensions;

    public async ValueTask InitializeAsync()
    {
        var project = Path.Combine(Repository.Root, "samples/UsersApi");
        _extensions = await ExtensionLayer.EnsureBuiltAsync(project);
        _aot = await FunctionProject.PublishAsync(project);
        _jit = await FunctionProject.PublishAsync(project, jit: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public LambdaEnvironmentOptions Options(bool isJit) =>
        new()
        {
            Command = [(isJit ? _jit : _aot)!.Executable],
            ExtensionsDirectory = _extensions,
            FunctionName = "users",
        };
}
