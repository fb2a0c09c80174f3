using RestMachine.Aws.Settings;
using RestMachine.Aws.Tests.RuntimeApi;
using RestMachine.Binding;

namespace RestMachine.Aws.Tests.ClassLibrary;

public sealed class ClassLibraryOnAManagedInstance
{
    [Fact]
    public async Task CountsWhatItsCallersStillWaitFor()
    {
        using var runtimeApi = new ScriptedRuntimeApi();
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var application = new RestApplication();
        application.AddRoute(
            "GET",
            "/wait",
            new BoundRoute(() => release.Task, place: "") { Invoke = async (_, call) => call.Text(await release.Task) }
        );
        var adapter = new AwsApiGatewayAdapter(application, SettingsOf(runtimeApi));
        await adapter.StartAsync(TestContext.Current.CancellationToken);
        var running = adapter.Process!.Running;

        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(RuntimeApi.TestEvents.Get("/wait")));
        var answer = adapter.HandleEventAsync(input, TestContext.Current.CancellationToken);
        running.Count.ShouldBe(1);
        running.Drain(TimeSpan.Zero, TimeProvider.System).ShouldBeFalse();
        release.SetResult("drained");
        using var reader = new StreamReader(await answer);

        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("drained");
        running.Drain(TimeSpan.Zero, TimeProvider.System).ShouldBeTrue();
    }

    private static LambdaSettings SettingsOf(ScriptedRuntimeApi runtimeApi) =>
        LambdaSettings.Read(name =>
            name switch
            {
                "AWS_LAMBDA_RUNTIME_API" => runtimeApi.Address,
                "AWS_LAMBDA_MAX_CONCURRENCY" => "2",
                "RESTMACHINE_ENDPOINT" => "off",
                _ => null,
            }
        );
}
