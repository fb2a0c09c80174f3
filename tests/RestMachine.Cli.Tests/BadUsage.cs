namespace RestMachine.Cli.Tests;

public sealed class BadUsage
{
    [Theory]
    [InlineData("--extension-port", "abc", "--extension-port is \"abc\": expected a whole number from 1 to 65535.")]
    [InlineData("--extension-port", "0", "--extension-port is \"0\": expected a whole number from 1 to 65535.")]
    [InlineData("--extension-port", "70000", "--extension-port is \"70000\": expected a whole number from 1 to 65535.")]
    [InlineData(
        "--extension-timeout",
        "",
        "--extension-timeout is \"\": expected seconds, more than 0.05 and at most 900."
    )]
    [InlineData("--extension-timeout", "0.05", "--extension-timeout is \"0.05\": expected seconds")]
    [InlineData("--extension-timeout", "-1", "--extension-timeout is \"-1\": expected seconds")]
    [InlineData("--extension-timeout", "abc", "--extension-timeout is \"abc\": expected seconds")]
    [InlineData("--extension-timeout", "3600", "--extension-timeout is \"3600\": expected seconds")]
    [InlineData("--front-door", "ftp", "--front-door is \"ftp\": expected http-api, function-url, rest-api, alb")]
    [InlineData("--port", "70000", "--port is \"70000\": expected a whole number from 0 to 65535.")]
    [InlineData("--memory", "64", "--memory is \"64\": expected a whole number from 128 to 10240.")]
    [InlineData("--shutdown-mode", "gently", "--shutdown-mode is \"gently\": expected signal or handover.")]
    [InlineData("--runtime-share", "2001", "--runtime-share is \"2001\": expected a whole number from 1 to 2000.")]
    [InlineData("--init-timeout", "0", "--init-timeout is \"0\": expected seconds")]
    [InlineData("--timeout", "x", "--timeout is \"x\": expected seconds")]
    [InlineData("--env", "NAME", "--env is \"NAME\": expected NAME=VALUE")]
    [InlineData("--env", "AWS_LAMBDA_RUNTIME_API=x", "and not AWS_LAMBDA_RUNTIME_API, which the emulator sets")]
    [InlineData("--request", "/users", "--request is \"/users\": expected \"GET /users/1\"")]
    [InlineData("--shutdown", "restart", "--shutdown is \"restart\": expected spindown, timeout or failure.")]
    [InlineData("--shutdown", "1", "--shutdown is \"1\": expected spindown, timeout or failure.")]
    [InlineData("--nonsense", "1", "--nonsense")]
    public async Task NamesWhatIsWrongAndWhatIsLegal(string option, string value, string message)
    {
        var result = await CliProcess.RunLocalAsync("--no-extension", $"{option}={value}", "--request=GET /");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(message);
        result.Error.ShouldNotContain("RestMachine.Emulator", Case.Sensitive, "names of types are no user's words");
        result.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("doctr", "doctr is no command of restmachine: did you mean doctor? Otherwise see restmachine --help.")]
    [InlineData("layer", "layer is no command of restmachine: see restmachine --help.")]
    [InlineData("local --prot 3", "--prot is no option of restmachine local: did you mean --port?")]
    [InlineData("create-layer --arc arm64", "--arc is no option of restmachine create-layer: did you mean --arch?")]
    [InlineData("create-layer --out=x.zip", "--out is no option of restmachine create-layer: did you mean --output?")]
    [InlineData("create-layer x.zip", "x.zip is no argument of restmachine create-layer: see")]
    [InlineData("doctor --hlp x", "--hlp is no option of restmachine doctor: did you mean --help?")]
    [InlineData("doctor", "Required argument 'path' missing")]
    public async Task NamesTheNearestThatThereIs(string line, string message)
    {
        var result = await CliProcess.RunAsync(line.Split(' '));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith(message);
        result.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "local,create-extension,create-layer,doctor,--version")]
    [InlineData("create-extension", "--output,--arch,x86_64")]
    [InlineData("create-layer", "--output,--arch,arm64")]
    [InlineData("doctor", "path,cdk.out,Exit code 0")]
    public async Task IsAnsweredByAHelpThatNamesAllThereIs(string command, string names)
    {
        var result = await CliProcess.RunAsync([.. command.Split(' ').Where(word => word != ""), "--help"]);

        result.ExitCode.ShouldBe(0);
        names.Split(',').ShouldAllBe(name => result.Output.Contains(name));
    }

    [Fact]
    public async Task WantsAProjectOrAnExecutable()
    {
        var neither = await CliProcess.RunAsync("local");
        var both = await CliProcess.RunLocalAsync("samples/UsersApi");

        neither.ExitCode.ShouldBe(2);
        both.ExitCode.ShouldBe(2);
        neither.Error.ShouldContain("Expected the path of a project, or --executable");
    }

    [Fact]
    public async Task WantsOneAnswerToWhichExtension()
    {
        var result = await CliProcess.RunLocalAsync("--no-extension", "--extension", "/somewhere");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--extension and --no-extension exclude each other.");
    }

    [Theory]
    [InlineData("--binary-media-type", "*/*")]
    [InlineData("--binary-media-type", "*/*", "--front-door", "alb")]
    public async Task WantsARestApiWhereContentIsDeclaredAsBinary(params string[] arguments)
    {
        var result = await CliProcess.RunLocalAsync(arguments);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("--binary-media-type needs --front-door rest-api");
    }
}
