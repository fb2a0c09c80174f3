namespace RestMachine.Cli.Tests.Probe;

public sealed class ProbeCommandLine
{
    [Theory]
    [InlineData("Expected --stack with the name of a stack, or --local, and not both.")]
    [InlineData("Expected --stack with the name of a stack, or --local, and not both.", "--stack", "X", "--local")]
    [InlineData("--runtime-share does not go with --stack.", "--stack", "X", "--runtime-share", "300")]
    [InlineData("--profile does not go with --local.", "--local", "--profile", "me")]
    [InlineData("--runtime-share is \"0\": expected a whole number from 1 to 2000.", "--local", "--runtime-share", "0")]
    [InlineData("--timeout is \"soon\": expected a whole number from 1 to 3600.", "--stack", "X", "--timeout", "soon")]
    public async Task IsRefusedWithTheReason(string reason, params string[] arguments)
    {
        var result = await CliProcess.RunAsync(["probe", .. arguments]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task PrintsWhatToPasteWhereThereIsNoAwsCommandLine()
    {
        using var folder = new TestFolder();
        using var cli = CliProcess.Start(
            folder.FullName,
            ["probe", "--stack", "MyProbe", "--profile", "me", "--region", "eu-west-1"]
        );

        var result = await cli.FinishAsync();

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("There is no program named aws on PATH");
        result.Output.ShouldContain(
            "aws cloudformation describe-stacks --stack-name MyProbe --query \"Stacks[0].Outputs\" --profile me --region eu-west-1"
        );
        result.Output.ShouldContain(
            "aws lambda invoke --function-name NAME --profile me --region eu-west-1 answer.json"
        );
        result.Output.ShouldContain("| stats max(after) as milliseconds by @log, @logStream");
    }

    [Fact]
    public async Task PrintsTheTable()
    {
        using var aws = new AwsDouble("Neither");
        aws.PlayLog("Neither", []);
        // The double is a script, and uses what is in the usual folders.
        using var cli = CliProcess.Start(
            $"{aws.Folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["probe", "--stack", "MyProbe", "--timeout", "1"]
        );

        var result = await cli.FinishAsync();

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldStartWith("| function | runtime had ");
        result.Output.ShouldContain("| Neither  | no handler began |");
    }

    [Fact]
    public async Task SaysWhatFailed()
    {
        using var aws = new AwsDouble("Neither");
        aws.Fail("cloudformation.describe-stacks", "Stack with id MyProbe does not exist");
        using var cli = CliProcess.Start(
            $"{aws.Folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["probe", "--stack", "MyProbe"]
        );

        var result = await cli.FinishAsync();

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe(
            "aws cloudformation describe-stacks ended with code 254: Stack with id MyProbe does not exist"
        );
    }

    [Theory]
    [InlineData(CliProcess.SigInt)]
    [InlineData(CliProcess.SigTerm)]
    public async Task StopsWaitingWhenItIsTold(int signal)
    {
        using var aws = new AwsDouble("LayerOnly");
        aws.PlayLog("LayerOnly", []);
        using var cli = CliProcess.Start(
            $"{aws.Folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["probe", "--stack", "MyProbe"]
        );
        await cli.ErrorAsync("0 of 1 environments have ended");

        cli.Signal(signal);

        var result = await cli.FinishAsync();
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldEndWith("Stopped before everything was measured.");
    }
}
