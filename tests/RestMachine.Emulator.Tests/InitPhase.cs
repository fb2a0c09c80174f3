namespace RestMachine.Emulator.Tests;

public sealed class InitPhase : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task StartsTheWrapperWithTheFunctionAsItsArgument()
    {
        var options = doubles.Options() with { ExecWrapper = "/usr/bin/env" };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        (await environment.InvokeAsync("1")).PayloadText.ShouldBe("1");
        var process = environment.Number(LogSource.Function, "function pid=");
        File.ReadAllText($"/proc/{process}/environ").ShouldContain("AWS_LAMBDA_EXEC_WRAPPER=/usr/bin/env\0");
    }

    [Fact]
    public async Task StartsTheFunctionWhenEveryExtensionHasRegistered()
    {
        doubles.AddExtension("first");
        doubles.AddExtension("second");
        await using var environment = await doubles.StartAsync(extensionFault: "");

        environment.Init.Succeeded.ShouldBeTrue();
        var sources = environment.Log.Where(line => line.Source != LogSource.Platform).Select(line => line.Source);
        sources.ShouldBe([LogSource.Extension, LogSource.Extension, LogSource.Function]);
        environment
            .Lines(LogSource.Platform)
            .ShouldBe([
                "INIT_START Runtime Version: provided.al2023 (RestMachine emulator)",
                "EXTENSION\tName: first\tState: Ready\tEvents: [SHUTDOWN]",
                "EXTENSION\tName: second\tState: Ready\tEvents: [SHUTDOWN]",
            ]);
    }

    [Fact]
    public async Task DoesNotStartTheFunctionWhileAnExtensionHasNotRegistered()
    {
        var options = doubles.Options(extensionFault: "never-register") with
        {
            InitTimeout = TimeSpan.FromMilliseconds(200),
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        environment.Init.ErrorType.ShouldBe("Sandbox.Timedout");
        environment.Init.ErrorMessage.ShouldBe(
            "The init phase was over after 0.2 seconds, still waiting for extension witness to register."
        );
        environment.Shutdowns[0].Function.ShouldBeNull();
        environment.Shutdowns[0].Extensions[0].Signals.Names().ShouldBe(["SIGKILL"]);
    }

    [Fact]
    public async Task NamesTheFunctionThatDidNotArriveAtNext()
    {
        var options = doubles.Options("never-next", "");
        await using var environment = await HeldTime.EndInitAsync(options, NeverCallsNext);

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorMessage!.ShouldContain("still waiting for the function to call next");
        var failure = Should.Throw<LambdaInitException>(environment.Init.EnsureSucceeded);
        failure.Message.ShouldContain("Sandbox.Timedout");
    }

    [Fact]
    public async Task NamesTheExtensionThatDidNotArriveAtNext()
    {
        var options = doubles.Options("", "never-next");
        await using var environment = await HeldTime.EndInitAsync(
            options,
            environment => environment.Generation.Runtime.AtFirstNext
        );

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorMessage!.ShouldContain("still waiting for extension witness to call next");
    }

    [Fact]
    public async Task SendsSigtermToAFunctionThatIsStillStartingWhenTimeIsOver()
    {
        var options = doubles.Options("never-next", "") with { RuntimeShare = TimeSpan.FromSeconds(2) };
        await using var environment = await HeldTime.EndInitAsync(options, NeverCallsNext);

        var reset = environment.Shutdowns.ShouldHaveSingleItem();
        reset.Reason.ShouldBe(ShutdownReason.Timeout);
        reset.Function!.Signals.Names().ShouldBe(["SIGTERM"]);
        reset.Function.Registered.ShouldBeFalse();
        environment.Says(LogSource.Platform, "Phase: init\tStatus: timeout").ShouldBeTrue();
        environment.Says(LogSource.Extension, "\"shutdownReason\":\"timeout\"").ShouldBeTrue();
    }

    [Fact]
    public async Task ExecutesStrayFilesOfTheFolderToo()
    {
        doubles.AddExtension("witness");
        await File.WriteAllTextAsync(
            Path.Combine(doubles.ExtensionsDirectory, "witness.dbg"),
            "symbols",
            Doubles.Cancellation
        );
        await using var environment = await doubles.StartAsync(extensionFault: "");

        environment.Init.ErrorType.ShouldBe("Extension.LaunchError");
        environment.Init.ErrorMessage!.ShouldContain("witness.dbg: permission denied");
        environment.Init.ErrorMessage!.ShouldContain("chmod +x");
        environment
            .Lines(LogSource.Platform)
            .ShouldContain(
                "EXTENSION\tName: witness.dbg\tState: LaunchError\tEvents: []\tError Type: PermissionDenied"
            );
    }

    [Fact]
    public async Task LeavesDirectoriesOfTheFolderAlone()
    {
        Directory.CreateDirectory(Path.Combine(doubles.ExtensionsDirectory, "lib"));
        doubles.AddExtension("witness");
        await using var environment = await doubles.StartAsync(extensionFault: "");

        environment.Init.Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task RefusesAnEleventhExtension()
    {
        for (var i = 0; i < 11; i++)
        {
            doubles.AddExtension($"extension-{i:00}");
        }
        await using var environment = await doubles.StartAsync(extensionFault: "");

        environment.Init.ErrorType.ShouldBe("Extension.LaunchError");
        environment.Says(LogSource.Platform, "extension-10\tState: LaunchError").ShouldBeTrue();
        environment.Says(LogSource.Platform, "Error Type: TooManyExtensions").ShouldBeTrue();
    }

    [Theory]
    [InlineData("die-before-register", "exit status 7", "Exited")]
    [InlineData("die-after-register", "exit status 8", "Exited")]
    [InlineData("exit-zero", "exit status 0", "Exited")]
    public async Task FailsWhenAnExtensionDies(string fault, string exit, string state)
    {
        await using var environment = await doubles.StartAsync("never-next", fault);

        environment.Init.ErrorType.ShouldBe("Extension.Crash");
        environment.Init.ErrorMessage.ShouldBe($"Extension witness ended before SHUTDOWN: {exit}");
        environment.Says(LogSource.Platform, $"EXTENSION\tName: witness\tState: {state}").ShouldBeTrue();
        environment.Says(LogSource.Platform, "Phase: init\tStatus: error\tError Type: Extension.Crash").ShouldBeTrue();
    }

    [Fact]
    public async Task FailsWithTheExtensionsOwnInitError()
    {
        await using var environment = await doubles.StartAsync("never-next", "init-error");

        environment.Init.ErrorType.ShouldBe("Extension.InitError");
        environment.Init.ErrorMessage.ShouldBe("Extension witness reported Extension.NoConfiguration");
        environment
            .Lines(LogSource.Platform)
            .ShouldContain(
                "EXTENSION\tName: witness\tState: InitError\tEvents: [SHUTDOWN]\tError Type: Extension.NoConfiguration"
            );
    }

    [Fact]
    public async Task TakesAnExtensionOfAnotherNameForAnInternalOneThatMayNotAskForShutdown()
    {
        await using var environment = await HeldTime.EndInitAsync(
            doubles.Options(extensionFault: "wrong-name"),
            environment => environment.WaitForLogAsync(line => line.Text.Contains("register answered 403"))
        );

        environment.Init.ErrorMessage!.ShouldContain("waiting for extension witness to register");
        environment.Says(LogSource.Extension, "register answered 403").ShouldBeTrue();
        environment.Says(LogSource.Extension, "Extension.InvalidEventType").ShouldBeTrue();
    }

    [Fact]
    public async Task FailsWhenTheFunctionDies()
    {
        await using var environment = await doubles.StartAsync("die-in-init", "");

        environment.Init.ErrorType.ShouldBe("Runtime.ExitError");
        environment.Init.ErrorMessage.ShouldBe("Runtime exited with error: exit status 3");
        environment.Shutdowns[0].Function!.Signals.ShouldBeEmpty();
        environment.Shutdowns[0].Extensions[0].ExitCode.ShouldBe(0);
        environment.Says(LogSource.Extension, "\"shutdownReason\":\"failure\"").ShouldBeTrue();
    }

    [Fact]
    public async Task FailsWithTheFunctionsOwnInitErrorAndRepeatsItInTheNextInvocation()
    {
        await using var environment = await doubles.StartAsync("init-error", "");

        environment.Init.ErrorType.ShouldBe("Startup.Broken");
        environment.Says(LogSource.Function, "init/error answered 202").ShouldBeTrue();

        var result = await environment.InvokeAsync();

        result.ErrorType.ShouldBe("Startup.Broken");
        result.PayloadText.ShouldBe("""{"errorType":"Startup.Broken","errorMessage":"open_database failed"}""");
        environment.Says(LogSource.Platform, "Phase: invoke\tStatus: error\tError Type: Startup.Broken").ShouldBeTrue();
        environment.Shutdowns.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SaysThatTheProgramCannotBeExecuted()
    {
        var file = Path.Combine(doubles.ExtensionsDirectory, "..", "bootstrap");
        await File.WriteAllTextAsync(file, "#!/nowhere", Doubles.Cancellation);
        var options = doubles.Options() with { Command = [Path.GetFullPath(file)] };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        environment.Init.ErrorType.ShouldBe("Runtime.InvalidEntrypoint");
        environment.Init.ErrorMessage!.ShouldContain("bootstrap: permission denied");
    }

    [Fact]
    public async Task LeavesNothingBehindWhenItIsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var pid = new TaskCompletionSource<int>();
        var options = doubles.Options("never-next", "") with
        {
            Log = line =>
            {
                if (line.Text.StartsWith("function pid="))
                {
                    pid.TrySetResult(int.Parse(line.Text.Split('=', ' ')[2]));
                    _ = cancel.CancelAsync();
                }
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() => LambdaEnvironment.StartAsync(options, cancel.Token));

        ProcessTable.IsRunning(await pid.Task).ShouldBeFalse();
    }

    [Fact]
    public async Task GivesTheFunctionItsVariablesAndTheExtensionFewer()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        environment.Says(LogSource.Extension, "handler=unseen").ShouldBeTrue();
        environment.Says(LogSource.Function, $"generation={environment.TemporaryDirectory}").ShouldBeTrue();
    }

    private static Task NeverCallsNext(LambdaEnvironment environment) =>
        environment.WaitForLogAsync(line => line.Text.Contains("never calling next"));
}
