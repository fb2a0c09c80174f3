using RestMachine.Binding;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>Work that goes on after the answer holds a request; the memory of its event is another invocation's by then.</summary>
public sealed class RequestsThatOutliveTheirInvocation : IDisposable
{
    private readonly PollerUnderTest _poller = new();
    private Request? _kept;

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task KeepWhatWasLookedAt()
    {
        _poller.Get("/first", call => Keep(call, call.Request.LambdaEvent!.Payload.Length > 0));
        await RunBothAsync();

        _kept.ShouldNotBeNull().Authorizer!.Claims["sub"].ShouldBe("alice");
        _kept.SourceIp.ShouldBe("192.0.2.1");
        _kept.LambdaEvent!.ToJsonElement().GetProperty("rawPath").GetString().ShouldBe("/first");
    }

    [Fact]
    public async Task SayThatTheRestIsGone()
    {
        _poller.Get("/first", call => Keep(call, _: true));
        await RunBothAsync();

        Should
            .Throw<ObjectDisposedException>(() => _kept!.Authorizer)
            .Message.ShouldContain("before the handler returns");
        Should.Throw<ObjectDisposedException>(() => _kept!.SourceIp);
        Should.Throw<ObjectDisposedException>(() => _kept!.LambdaEvent!.Payload);
    }

    private async Task RunBothAsync()
    {
        _poller.Get("/other", _ => ValueTask.FromResult(""));
        _ = _poller.Start();
        _poller.RuntimeApi.Next(Answer("id-1", Event("/first", "alice", "192.0.2.1")));
        _poller.RuntimeApi.Next(Answer("id-2", Event("/other", "bobby", "192.0.2.2")));
        await _poller.RuntimeApi.PostAsync();
        await _poller.RuntimeApi.PostAsync();
        await _poller.StopAsync();
    }

    private ValueTask<string> Keep(RouteCall call, bool _)
    {
        _kept = call.Request;
        return ValueTask.FromResult("");
    }

    private static string Event(string path, string subject, string address) =>
        $$$"""
            {"version":"2.0","rawPath":"{{{path}}}","requestContext":{"http":{"method":"GET","sourceIp":"{{{address}}}"},
             "authorizer":{"jwt":{"claims":{"sub":"{{{subject}}}"} } } } }
            """;
}
