using RestMachine.Aws.Settings;

namespace RestMachine.Aws.AmazonLambda.Tests;

public sealed class SnapshotHooksOfAmazonsPackage
{
    private readonly List<Func<ValueTask>> _before = [];
    private readonly List<Func<ValueTask>> _after = [];
    private readonly List<string> _trail = [];
    private readonly RestApplication _application = new();

    [Fact]
    public async Task RunTheApplicationsHandlers()
    {
        var adapter = Adapter("snap-start");
        SnapshotHooks.Register(adapter, _before.Add, _after.Add);
        await _application.TestClient().StartAsync(TestContext.Current.CancellationToken);

        await _before.ShouldHaveSingleItem()();
        await _after.ShouldHaveSingleItem()();

        _trail.ShouldBe(["before", "after"]);
    }

    [Theory]
    [InlineData("on-demand")]
    [InlineData("provisioned-concurrency")]
    [InlineData(null)]
    public void AreNotRegisteredWhereNoSnapshotIsTaken(string? initialization)
    {
        SnapshotHooks.Register(Adapter(initialization), _before.Add, _after.Add);

        _before.ShouldBeEmpty();
        _after.ShouldBeEmpty();
    }

    private AwsApiGatewayAdapter Adapter(string? initialization)
    {
        _application.OnBeforeSnapshot(() => _trail.Add("before"));
        _application.OnAfterRestore(() => _trail.Add("after"));
        var settings = LambdaSettings.Read(name =>
            name switch
            {
                LambdaSettings.InitializationVariable => initialization,
                "AWS_LAMBDA_RUNTIME_API" => "127.0.0.1:9001",
                _ => null,
            }
        );
        return new AwsApiGatewayAdapter(_application, settings);
    }
}
