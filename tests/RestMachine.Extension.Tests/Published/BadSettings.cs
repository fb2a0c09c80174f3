using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Published;

public sealed class BadSettings
{
    [Theory]
    [InlineData("RESTMACHINE_EXTENSION_PORT=eighty", "\"eighty\": expected a whole number from 1 to 65535. Using 8080")]
    [InlineData("RESTMACHINE_EXTENSION_PORT=0", "\"0\": expected a whole number from 1 to 65535. Using 8080")]
    [InlineData("RESTMACHINE_EXTENSION_PORT=70000", "\"70000\": expected a whole number from 1 to 65535. Using 8080")]
    [InlineData(
        "RESTMACHINE_EXTENSION_TIMEOUT=-1",
        "\"-1\": expected seconds above 0.05, which are kept back for the exit, such as 1.5. Using 5 seconds"
    )]
    [InlineData(
        "RESTMACHINE_EXTENSION_TIMEOUT=abc",
        "\"abc\": expected seconds above 0.05, which are kept back for the exit, such as 1.5. Using 5 seconds"
    )]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT=3600", "is 3600 seconds: Lambda ends the whole shutdown phase after 2")]
    [InlineData("AWS_LAMBDA_LOG_FORMAT=XML", "\"XML\": expected Text or JSON. Using Text")]
    [InlineData("AWS_LAMBDA_LOG_LEVEL=LOUD", "\"LOUD\": expected TRACE, DEBUG, INFO, WARN, ERROR or FATAL. Using INFO")]
    public async Task AreNamedOnceAndNeverEndTheExtension(string setting, string expected)
    {
        using var platform = new PlatformDouble();
        await using var extension = ExtensionProcess.Start(platform.Address, [setting]);
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.Split(expected).Length.ShouldBe(2, log);
        log.ShouldContain(setting.Split('=')[0] + " is ");
    }

    [Fact]
    public async Task ATakenReceiptNameIsNamedAndTheShutdownStillReported()
    {
        using var platform = new PlatformDouble();
        using var other = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix,
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified
        );
        var port = ExtensionProcess.FreePort();
        other.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));
        await using var extension = ExtensionProcess.Start(platform.Address, [$"RESTMACHINE_EXTENSION_PORT={port}"]);
        await extension.UntilAsync(platform.Parked);
        platform.Shutdown();

        var (exitCode, log) = await extension.EndAsync();
        exitCode.ShouldBe(0);
        log.ShouldContain($"The socket @restmachine-shutdown:{port} is not ours");
        log.ShouldContain("No RestMachine function answered");
    }
}
