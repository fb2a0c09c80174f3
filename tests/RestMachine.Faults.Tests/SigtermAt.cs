using System.Diagnostics;
using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Emulator;
using RestMachine.Extension.Tests.Doubles;
using RestMachine.Extension.Tests.Published;

namespace RestMachine.Faults.Tests;

public sealed class SigtermAt : FaultTest
{
    [Theory]
    [InlineData("wait")]
    [InlineData("block")]
    public async Task Startup(string fault)
    {
        await using var environment = await StartAsync(
            new() { ["LATE"] = fault },
            Signals.AtStartup("startup waits in ", Port, Signals.Terminate)
        );

        environment.Shutdowns.ShouldHaveSingleItem().Function!.ExitCode.ShouldBe(0);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnInvocation()
    {
        await using var environment = await StartAsync();
        var invocation = environment.GetAsync("/wait");
        await environment.WaitForLogAsync(line => line.Text == "waiting", Cancellation);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        await invocation;
        report.Function!.ExitCode.ShouldBe(0);
        environment.Lines(LogSource.Function).ShouldContain("invocation cancelled: True");
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AMomentWithoutDescriptors()
    {
        using var exhaustion = new Exhaustion();
        await using var environment = await StartAsync(exhaustion.Variables);
        await GreetAsync(environment);
        Exhaustion.Limit(await environment.GetProcessIdAsync());
        var invocation = environment.GetAsync("/exhaust");
        using var exhausted = await exhaustion.WaitAsync(Cancellation);

        var report = await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        await invocation;
        report.Function!.ExitCode.ShouldBe(0);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AResponse()
    {
        using var runtimeApi = new HalfReadResponse("/large");
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, [$"RESTMACHINE_EXTENSION_PORT={Port}"]);
        await extension.UntilAsync(platform.Parked);
        var start = new ProcessStartInfo(Published.Function) { UseShellExecute = false };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi.Address;
        start.Environment["RESTMACHINE_EXTENSION_PORT"] = $"{Port}";
        using var function = Process.Start(start)!;
        await runtimeApi.Began.WaitAsync(Cancellation);

        Signals.Send(function.Id, Signals.Terminate);

        await function.WaitForExitAsync(Cancellation);
        function.ExitCode.ShouldBe(0);
        (await runtimeApi.ReadOnAsync().WaitAsync(Cancellation)).ShouldBeLessThan(5_000_000);
        platform.Shutdown();
        ShouldEndAsDocumented((await extension.EndAsync()).Log.TrimEnd('\n').Split('\n')[^1]);
    }

    [Fact]
    public async Task AShutdownThatIsRunning()
    {
        await using var environment = await LiveAsync(
            new() { ["SHUTDOWN"] = "await" },
            Signals.At("closing", Signals.Terminate)
        );

        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task APostThatIsRunning()
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "signal" },
            options =>
                Signals.At("waiting for SIGTERM", Signals.Terminate)(options) with
                {
                    FreezeBetweenInvocations = false,
                }
        );
        await environment.GetProcessIdAsync();

        await EndpointCalls.ShutdownAsync(Port);
        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        environment.Lines(LogSource.Function).Count(line => line == "closed").ShouldBe(1);
        ShouldEndAsDocumented(environment);
    }
}
