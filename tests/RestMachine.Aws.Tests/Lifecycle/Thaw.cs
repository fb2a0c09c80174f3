using System.Text;
using Microsoft.Extensions.Time.Testing;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Tests.RuntimeApi;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class Thaw
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _trail = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAFunctionRunsItsHandlersBeforeTheEvent()
    {
        await using var environment = await FunctionUnderTest.StartAsync(
            new() { ["RESUME_AFTER"] = "00:00:00" },
            hasLayer: false
        );

        (await environment.GetAsync("/hello")).ShouldBe("200 hello True");

        environment.Lines(LogSource.Function).ShouldContain("resumed: True");
    }

    [Fact]
    public async Task OfAClassLibraryRunsItsHandlersBeforeTheEvent()
    {
        var adapter = Adapter(concurrency: null);
        await HandleAsync(adapter);
        await HandleAsync(adapter);

        _time.Advance(TimeSpan.FromMinutes(20));
        await HandleAsync(adapter);

        _trail.ShouldBe(["event", "event", "idle for 20 minutes", "event"]);
    }

    [Fact]
    public async Task DoesNotExistOnAManagedInstance()
    {
        var adapter = Adapter(concurrency: "4");
        await HandleAsync(adapter);

        _time.Advance(TimeSpan.FromMinutes(20));
        await HandleAsync(adapter);

        _trail.ShouldBe(["event", "event"]);
    }

    private AwsApiGatewayAdapter Adapter(string? concurrency)
    {
        var app = new RestApplication(new RestApplicationOptions { Time = _time });
        app.OnResume((TimeSpan idle) => _trail.Add($"idle for {idle.TotalMinutes} minutes"));
        app.Get("/", () => _trail.Add("event"));
        return new AwsApiGatewayAdapter(
            app,
            LambdaSettings.Read(name => name == LambdaSettings.ConcurrencyVariable ? concurrency : null)
        );
    }

    private static async Task HandleAsync(AwsApiGatewayAdapter adapter)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(TestEvents.Get("/")));
        await using var output = await adapter.HandleEventAsync(input, Cancellation);
    }
}
