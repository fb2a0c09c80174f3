using System.Globalization;
using RestMachine.Cli.Probe;

namespace RestMachine.Cli.Tests.Probe;

public sealed class DeployedStacks : IDisposable
{
    private const string NoStream =
        "An error occurred (ResourceNotFoundException) when calling the FilterLogEvents operation: The specified log stream does not exist.";

    private const string Throttled =
        "An error occurred (ThrottlingException) when calling the FilterLogEvents operation (reached max retries: 4): Rate exceeded";

    private const string Expired =
        "An error occurred (ExpiredTokenException) when calling the FilterLogEvents operation: The security token included in the request is expired";

    private readonly AwsDouble aws = new("LayerOnly", "Neither");
    private readonly StringWriter progress = new(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        aws.Dispose();
        progress.Dispose();
    }

    [Fact]
    public async Task AreInvokedChangedAndRead()
    {
        aws.PlayLog("LayerOnly", new RecordedLog().All);
        aws.PlayLog("Neither", []);

        var results = await ProbeAsync();

        results.Select(result => result.Function.Name).ShouldBe(["LayerOnly", "Neither"]);
        results.ShouldAllBe(result => result.IsWhole);
        results[0].Measured.AtLeast.ShouldBe(300.4);
        results[1].Measured.HasBegun.ShouldBeFalse();
        aws.Calls.Select(call => string.Join(' ', call.Split(' ')[..2]))
            .Distinct()
            .ShouldBe([
                "cloudformation describe-stacks",
                "lambda get-function-configuration",
                "lambda invoke",
                "lambda update-function-configuration",
                "logs filter-log-events",
            ]);
        aws.Calls.ShouldAllBe(call => call.EndsWith(" --profile me --region eu-west-1 --output json"));
        aws.Calls.ShouldContain(call =>
            call.Contains("--log-group-name group-of-LayerOnly --log-stream-names stream-of-LayerOnly")
        );
        progress.ToString().ShouldContain("2 of 2 environments have ended after ");
    }

    [Fact]
    public async Task KeepTheirVariablesWhenTheyAreChanged()
    {
        aws.PlayLog("LayerOnly", new RecordedLog().All);
        aws.PlayLog("Neither", []);

        await ProbeAsync();

        aws.Changes.Length.ShouldBe(2);
        aws.Changes.ShouldAllBe(change => change.StartsWith("""{"Variables":{"PROBE_LOOP":"own","PROBE_RUN":"""));
        aws.Changes.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task AreNotKnownWhereTheTimeIsUpBeforeTheEnvironmentHasEnded()
    {
        aws.PlayLog("LayerOnly", ["""{"time":"2026-09-21T14:13:20Z","type":"platform.start","record":{}}"""]);
        aws.Fail("logs.filter-log-events.stream-of-Neither", NoStream);

        var results = await ProbeAsync(timeout: 0);

        results.Select(result => result.IsWhole).ShouldBe([false, true]);
    }

    [Fact]
    public async Task AreReadUntilNoLineIsMissing()
    {
        aws.PlayLog("LayerOnly", new RecordedLog().Function);
        aws.PlayLog("Neither", []);
        var probe = Create(timeout: 600);
        var run = probe.RunAsync(TestContext.Current.CancellationToken);
        await LooksAsync(4);
        run.IsCompleted.ShouldBeFalse();

        aws.PlayLog("LayerOnly", new RecordedLog().All);

        (await run)[0].Measured.KilledBefore.ShouldBe(305.9);
    }

    [Theory]
    [InlineData(
        "cloudformation.describe-stacks",
        "aws cloudformation describe-stacks ended with code 254: Unable to locate credentials"
    )]
    [InlineData("lambda.invoke", "aws lambda invoke ended with code 254: Unable to locate credentials")]
    [InlineData(
        "lambda.update-function-configuration",
        "aws lambda update-function-configuration ended with code 254: Unable"
    )]
    [InlineData(
        "logs.filter-log-events",
        "aws logs filter-log-events ended with code 254: Unable to locate credentials"
    )]
    public async Task SayWhichCallFailedAndWhy(string call, string expected)
    {
        aws.Fail(call, "\nUnable to locate credentials. You can configure credentials by running \"aws login\".\n");

        var problem = await Should.ThrowAsync<ProbeException>(() => ProbeAsync());

        problem.Message.ShouldStartWith(expected);
    }

    [Fact]
    public async Task AreReadAgainWhereAwsIsAskedTooOften()
    {
        aws.PlayLog("LayerOnly", new RecordedLog().All);
        aws.PlayLog("Neither", []);
        aws.Fail("logs.filter-log-events.stream-of-LayerOnly", Throttled);
        var run = Create(timeout: 600).RunAsync(TestContext.Current.CancellationToken);
        await LooksAsync(4);
        run.IsCompleted.ShouldBeFalse();

        aws.Fail("logs.filter-log-events.stream-of-LayerOnly", error: null);

        (await run)[0].Measured.KilledBefore.ShouldBe(305.9);
    }

    [Fact]
    public async Task KeepWhatWasMeasuredWhereALaterCallFails()
    {
        aws.PlayLog("LayerOnly", []);
        aws.PlayLog("Neither", []);
        var run = Create(timeout: 600).RunAsync(TestContext.Current.CancellationToken);
        await LooksAsync(6);

        aws.Fail("logs.filter-log-events.stream-of-LayerOnly", Expired);

        (await run).Select(result => result.IsWhole).ShouldBe([false, true]);
        progress.ToString().ShouldEndWith($"aws logs filter-log-events ended with code 254: {Expired}\n");
    }

    [Fact]
    public async Task KeepWhatWasMeasuredWhereTheyAreNotWaitedForAnyMore()
    {
        aws.PlayLog("LayerOnly", []);
        aws.PlayLog("Neither", []);
        using var stop = new CancellationTokenSource();
        var run = Create(timeout: 600).RunAsync(stop.Token);
        await LooksAsync(6);

        await stop.CancelAsync();

        (await run).Select(result => result.IsWhole).ShouldBe([false, true]);
        progress.ToString().ShouldEndWith("Stopped before everything was measured.\n");
    }

    [Fact]
    public async Task SayWhatWasPrintedInsteadOfJson()
    {
        aws.Play("cloudformation.describe-stacks", "StackName\tShutdownProbe");

        var problem = await Should.ThrowAsync<ProbeException>(() => ProbeAsync());

        problem.Message.ShouldBe(
            "aws cloudformation describe-stacks printed something else than JSON: \"StackName\tShutdownProbe\""
        );
    }

    [Theory]
    [InlineData("""{"Stacks": []}""")]
    [InlineData("""{"Stacks": [{"StackName": "Other"}]}""")]
    [InlineData("""{"Stacks": [{"Outputs": [{"OutputKey": "Url", "OutputValue": "https://example.com"}]}]}""")]
    [InlineData("[]")]
    public async Task AreRefusedWhereTheyAreOthers(string stacks)
    {
        aws.Play("cloudformation.describe-stacks", stacks);

        var problem = await Should.ThrowAsync<ProbeException>(() => ProbeAsync());

        problem.Message.ShouldStartWith("The stack ShutdownProbe has no output named LayerOnly, LayerAndInternal, ");
    }

    [Fact]
    public async Task SayWhatAFunctionFailedWith()
    {
        aws.Play("lambda.invoke.probe-LayerOnly-1A2B", """{"StatusCode": 200, "FunctionError": "Unhandled"}""");
        aws.Play("answer.probe-LayerOnly-1A2B", """{"errorType":"Extension.LaunchError"}""");

        var problem = await Should.ThrowAsync<ProbeException>(() => ProbeAsync());

        problem.Message.ShouldBe(
            """probe-LayerOnly-1A2B failed its invocation (Unhandled): {"errorType":"Extension.LaunchError"}"""
        );
    }

    [Theory]
    [InlineData("null")]
    [InlineData("hello")]
    [InlineData("""{"logStream":null}""")]
    public async Task AreRefusedWhereTheyAnswerAsOthersDo(string answer)
    {
        aws.Play("answer.probe-LayerOnly-1A2B", answer);

        var problem = await Should.ThrowAsync<ProbeException>(() => ProbeAsync());

        problem.Message.ShouldBe(
            $"probe-LayerOnly-1A2B answered \"{answer}\": expected logStream, as samples/ShutdownProbe does."
        );
    }

    private Task<IReadOnlyList<ProbeResult>> ProbeAsync(int timeout = 600) =>
        Create(timeout).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Until the logs have been asked for that often.</summary>
    private async Task LooksAsync(int count)
    {
        while (aws.Calls.Count(call => call.StartsWith("logs", StringComparison.Ordinal)) < count)
        {
            await Task.Yield();
        }
    }

    private StackProbe Create(int timeout) =>
        new(
            new AwsCommand(aws.Program, "me", "eu-west-1"),
            new ProbeOptions { Stack = "ShutdownProbe", TimeoutSeconds = timeout },
            progress
        )
        {
            Interval = TimeSpan.FromMilliseconds(1),
        };
}
