[assembly: AssemblyFixture(typeof(PostgresUsers.Tests.DeployedFunction))]
[assembly: AssemblyFixture(typeof(PostgresUsers.Tests.PostgresServer))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace PostgresUsers.Tests;

/// <summary>The function as the stack deploys it, Native AOT, and the published extension.</summary>
public sealed class DeployedFunction : IAsyncLifetime
{
    public const string Name = "postgres-users";

    internal SynthesizedStack Stack { get; private set; } = null!;

    private string? _extensions;

    public async ValueTask InitializeAsync()
    {
        _extensions = await ExtensionLayer.EnsureBuiltAsync(Repository.Root);
        Stack = await SynthesizedStack.SynthesizeAsync("samples/PostgresUsers.Stack");
    }

    public ValueTask DisposeAsync()
    {
        Stack?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <param name="connection">What the stack takes from the database that it makes.</param>
    /// <param name="application">By what the server tells this environment's connections from others.</param>
    public LambdaEnvironmentOptions Options(string connection, string application) =>
        new()
        {
            Command = [Path.Combine(Stack.PackageOf(Stack.Functions().Values.Single()), "bootstrap")],
            ExtensionsDirectory = _extensions,
            FunctionName = Name,
            EnvironmentVariables = new Dictionary<string, string>
            {
                ["DATABASE"] = $"{connection};Application Name={application}",
            },
            // A busy machine is slower than Lambda; the documented share is tested elsewhere.
            RuntimeShare = TimeSpan.FromMilliseconds(1_500),
        };
}
