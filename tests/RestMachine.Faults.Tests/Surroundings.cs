using System.Net;
using System.Net.Sockets;
using RestMachine.Emulator;

namespace RestMachine.Faults.Tests;

public sealed class Surroundings : FaultTest
{
    [Fact]
    public async Task OthersBlockOnProcessExit()
    {
        await using var environment = await LiveAsync(new() { ["PROCESS_EXIT"] = "block" });

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task ThePortIsTaken()
    {
        using var other = new TcpListener(IPAddress.Loopback, Port);
        other.Start();
        await using var environment = await StartAsync(configure: options =>
            options with
            {
                FreezeBetweenInvocations = false,
            }
        );
        await environment.WaitForLogAsync(line => line.Text.Contains("cannot be bound"), Cancellation);

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task TheReceiptsSocketNameIsTaken()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{Port}"));
        await using var environment = await LiveAsync();

        environment.Lines(LogSource.Function).ShouldContain("closed");
        environment.Lines(LogSource.Extension).ShouldContain(line => line.Contains("is not ours"));
        ShouldEndAsDocumented(environment);
    }

    /// <summary>Nobody can create a file there, full or read-only makes no difference: not even root.</summary>
    [Fact]
    public async Task NothingCanBeWrittenToTmp()
    {
        await using var environment = await LiveAsync(configure: options =>
            options with
            {
                TemporaryDirectory = "/proc",
            }
        );

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task TheReceiptIsOfTheStartBeforeAReset()
    {
        await using var environment = await StartAsync(
            new() { ["SHUTDOWN"] = "throw" },
            options => options with { FunctionTimeout = TimeSpan.FromMilliseconds(700) }
        );
        await environment.GetAsync("/stuck");
        environment.Verdict().ShouldContain("handlers failed (timeout, SIGTERM");
        await GreetAsync(environment);
        Signals.Send(await environment.GetProcessIdAsync(), Signals.Kill);

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task TheExtensionIsFrozenBetweenInvocations()
    {
        await using var environment = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            (await environment.GetAsync("/hello")).ShouldBe("200 hello True");
            await environment.WaitUntilIdleAsync(Cancellation);
        }

        await environment.ShutdownAsync(ShutdownReason.Spindown, Cancellation);

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnInvocationOverflowsTheStack()
    {
        await using var environment = await StartAsync();
        await GreetAsync(environment);

        await environment.GetAsync("/overflow");

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnInvocationEndsTheProcess()
    {
        await using var environment = await StartAsync();
        await GreetAsync(environment);

        await environment.GetAsync("/exit");

        ShouldEndAsDocumented(environment);
    }

    [Fact]
    public async Task AnInvocationTimesOut()
    {
        await using var environment = await StartAsync(configure: options =>
            options with
            {
                FunctionTimeout = TimeSpan.FromMilliseconds(700),
            }
        );

        await environment.GetAsync("/stuck");

        environment.Lines(LogSource.Function).ShouldContain("invocation cancelled: True");
        ShouldEndAsDocumented(environment);
    }
}
