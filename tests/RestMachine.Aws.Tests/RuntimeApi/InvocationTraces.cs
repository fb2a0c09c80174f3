using System.Diagnostics;
using RestMachine.Aws.Invocations;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

public sealed class InvocationTraces : IDisposable
{
    private const string Header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private readonly PollerUnderTest _poller = new();

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task AreInXRaysVariableWhereInvocationsComeOneAtATime()
    {
        _poller.Get(
            "/trace",
            _ => ValueTask.FromResult(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") ?? "none")
        );
        _ = _poller.Start();
        _poller.RuntimeApi.Next(Answer("id-1", Get("/trace"), $"lambda-runtime-TRACE-id: {Header}\r\n"));
        _poller.RuntimeApi.Next(Answer("id-2", Get("/trace"), "Lambda-Runtime-Trace-Id: \r\n"));

        (await _poller.RuntimeApi.PostAsync()).Body.ShouldContain(Header);
        (await _poller.RuntimeApi.PostAsync()).Body.ShouldContain("none");
        await _poller.StopAsync();
    }

    [Fact]
    public async Task AreTheParentOfAnActivity()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AwsApiGatewayAdapter.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        _poller.Get(
            "/trace",
            _ => ValueTask.FromResult($"{Activity.Current?.TraceId} {Activity.Current?.ParentSpanId}")
        );
        _ = _poller.Start(new RunningInvocations());
        _poller.RuntimeApi.Next(Answer("id-1", Get("/trace"), $"Lambda-Runtime-Trace-Id: {Header}\r\n"));

        (await _poller.RuntimeApi.PostAsync()).Body.ShouldContain("5759e988bd862e3fe1be46a994272793 53995c3f42cd8ad8");
        await _poller.StopAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988xbd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279g;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8adé")]
    public void ThatNameNoParentHaveNone(string header) => XRayParent.Read(header).ShouldBe(default);
}
