namespace RestMachine.Aws.Tests.Lifecycle;

public class ExtensionBesideALivingFunction
{
    [Fact]
    public async Task PostsToThePortThatTheFunctionAnnouncedAndReportsTheRun()
    {
        using var platform = new NaivePlatform();
        var port = FreePort.Find();
        var layer = Path.Combine(FunctionUnderTest.Extensions, "restmachine-shutdown");
        await using var extension = NaiveProcess.Start(layer, platform.Address, port);
        await platform.ExtensionIsParked;
        await using var function = NaiveProcess.Start(FunctionUnderTest.Executable, platform.Address, port);
        await platform.FunctionIsReady;
        using (await EndpointClient.ConnectAsync(port))
        {
            // Bound: from now on the extension finds it there.
        }

        platform.Shutdown();

        var (extensionExit, log) = await extension.EndAsync();
        var (functionExit, output) = await function.EndAsync();
        log.ShouldContain("[Extension] Shutdown signal received (spindown, ");
        log.ShouldContain("[Extension] Shutdown handlers completed successfully (spindown, POST, 2 completed");
        output.ShouldContain("[Function] Shutdown began (POST, ");
        output.ShouldContain("closed\n");
        extensionExit.ShouldBe(0);
        functionExit.ShouldBe(0);
    }
}
