using Microsoft.AspNetCore.Builder;
using RestMachine.AspNetCore.Tests.Conformance;
using RestMachine.ConformanceFunction;
using RestMachine.Emulator;
using RestMachine.Tests;

[assembly: AssemblyFixture(typeof(Hosts))]

namespace RestMachine.AspNetCore.Tests.Conformance;

/// <summary>The conformance application on Kestrel, and as a function behind each front door.</summary>
public sealed class Hosts : IAsyncLifetime
{
    private readonly WebApplication _kestrel = KestrelHost.Create(ConformanceApplication.Create());
    private readonly Dictionary<FrontDoorKind, LambdaEnvironment> _environments = [];

    public Uri Kestrel => new(_kestrel.Urls.Single());

    public Uri FrontDoor(FrontDoorKind kind) => _environments[kind].FrontDoorUri!;

    public async ValueTask InitializeAsync()
    {
        await _kestrel.StartAsync();
        foreach (var kind in Enum.GetValues<FrontDoorKind>())
        {
            var environment = await LambdaEnvironment.StartAsync(Options(kind));
            environment.Init.EnsureSucceeded();
            _environments.Add(kind, environment);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _kestrel.DisposeAsync();
        foreach (var environment in _environments.Values)
        {
            await environment.DisposeAsync();
        }
    }

    private static LambdaEnvironmentOptions Options(FrontDoorKind kind) =>
        new()
        {
            Command =
            [
                Path.Combine(
                    Repository.OutputOf("tests/RestMachine.ConformanceFunction"),
                    "RestMachine.ConformanceFunction"
                ),
            ],
            FrontDoorPort = 0,
            FrontDoor = kind,
            BinaryMediaTypes = kind == FrontDoorKind.RestApi ? ["*/*"] : [],
        };
}
