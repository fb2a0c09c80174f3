using System.Reflection;
using RestMachine.Emulator;

[assembly: AssemblyFixture(typeof(RestApi._1.Tests.LocalFunction))]

namespace RestApi._1.Tests;

/// <summary>
/// The function and its extension, for Lambda environments on this machine: the debug build, and with
/// "dotnet test -c Release" what is deployed.
/// </summary>
public sealed class LocalFunction : IAsyncLifetime
{
    // The program that was built for the tests; null: the project is published first.
    private readonly string? _debugBuild = Metadata("DebugBuild");
    private string _executable = "";
#if (postgres)
    private PostgresServer? _postgres;
#endif

    public async ValueTask InitializeAsync()
    {
#if (postgres)
        _postgres = await PostgresServer.StartAsync();
#endif
        _executable = _debugBuild ?? (await FunctionProject.PublishAsync(Metadata("Project")!)).Executable;
    }

#if (postgres)
    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
#else
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
#endif

    public async Task<LambdaEnvironment> StartAsync(CancellationToken cancellation)
    {
#if (postgres)
        Assert.SkipWhen(_postgres is null, PostgresServer.Missing);
#endif
        var options = new LambdaEnvironmentOptions
        {
            Command = [_executable],
            ExtensionsDirectory = ExtensionLayer.FindPackaged(),
#if (postgres)
            EnvironmentVariables = new Dictionary<string, string> { ["DATABASE"] = _postgres.ConnectionString },
#endif
        };
        if (_debugBuild is not null)
        {
            // It is compiled while it runs, on a machine that may be busy: more time than Lambda gives, 10 s and 500 ms.
            options = options with
            {
                InitTimeout = TimeSpan.FromMinutes(1),
                RuntimeShare = TimeSpan.FromSeconds(1.5),
            };
        }
        var environment = await LambdaEnvironment.StartAsync(options, cancellation);
        environment.Init.EnsureSucceeded();
        return environment;
    }

    // What the project file says.
    private static string? Metadata(string key) =>
        typeof(LocalFunction)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .SingleOrDefault(metadata => metadata.Key == key)
            ?.Value;
}
