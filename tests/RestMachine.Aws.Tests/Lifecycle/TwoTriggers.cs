namespace RestMachine.Aws.Tests.Lifecycle;

public class TwoTriggers
{
    [Fact]
    public async Task AtOnceRunTheHandlersOnce()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["SHUTDOWN"] = "await" });
        using var client = await EndpointClient.ConnectAsync(function.Port);

        var post = client.ShutdownAsync();
        Signals.SendSigterm(function.ProcessId);
        var answer = await post;
        await function.WaitForExitAsync();
        var report = await function.ShutdownAsync();

        ShouldTellOneRunOrNothing(answer, "");
        function.CountOf("closed").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        function.Environment.Verdict().ShouldContain("Shutdown handlers ");
    }

    [Fact]
    public async Task OfWhichThePostComesLaterGiveItTheAnswerOfTheOneRun()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["SHUTDOWN"] = "token" });
        using var client = await EndpointClient.ConnectAsync(function.Port);

        Signals.SendSigterm(function.ProcessId);
        await function.WaitForLineAsync("closing");
        var answer = await client.ShutdownAsync();
        await function.WaitForExitAsync();
        var report = await function.ShutdownAsync();

        ShouldTellOneRunOrNothing(answer, """{"name":"close","outcome":"timed_out",""");
        function.CountOf("closing").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        function.Environment.Verdict().ShouldContain("(spindown, SIGTERM, ");
    }

    [Fact]
    public async Task OfWhichSigtermComesLaterStillAnswerThePost()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["SHUTDOWN"] = "token" });

        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(1).ToUnixTimeMilliseconds();
        var post = EndpointClient.ShutdownAsync(function.Port, $$"""{"deadlineMs":{{deadline}}}""");
        await function.WaitForLineAsync("closing");
        Signals.SendSigterm(function.ProcessId);
        var answer = await post;
        await function.WaitForExitAsync();
        var report = await function.ShutdownAsync();

        ShouldTellOneRunOrNothing(answer, """{"name":"close","outcome":"timed_out",""");
        function.CountOf("closing").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        function.Environment.Verdict().ShouldContain("(spindown, POST, ");
    }

    [Fact]
    public async Task ThatAreBothSigtermRunTheHandlersOnce()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["SHUTDOWN"] = "token" });

        Signals.SendSigterm(function.ProcessId);
        await function.WaitForLineAsync("closing");
        Signals.SendSigterm(function.ProcessId);
        await function.WaitForExitAsync();
        var report = await function.ShutdownAsync();

        function.CountOf("closing").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        function.Environment.Verdict().ShouldContain("(spindown, SIGTERM, ");
    }

    [Fact]
    public async Task OfWhichAHandlerIsTheSecondGiveItTheRunsStateAndNoWait()
    {
        await using var function = await LivingFunction.StartAsync(new() { ["INSIDE"] = "yes" });

        var report = await function.ShutdownAsync();

        function.CountOf("inside a run by SIGTERM: Running").ShouldBe(1);
        report.Function!.ExitCode.ShouldBe(0);
        function.Environment.Verdict().ShouldContain("(spindown, SIGTERM, ");
    }

    /// <summary>The process may be gone before the answer has left: no promise is made for two triggers at once.</summary>
    private static void ShouldTellOneRunOrNothing(string answer, string part)
    {
        if (answer is not ("" or "(reset)"))
        {
            answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
            answer.ShouldContain(part);
        }
    }
}
