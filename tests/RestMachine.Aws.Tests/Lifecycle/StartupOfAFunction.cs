using System.Net;
using System.Net.Sockets;
using RestMachine.Aws.Settings;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.Lifecycle;

public class StartupOfAFunction
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThatFailsEndsInitWithTheHandlersName()
    {
        await using var environment = await FunctionUnderTest.StartAsync(new() { ["STARTUP"] = "throw" });

        environment.Init.Succeeded.ShouldBeFalse();
        environment.Init.ErrorType.ShouldBe("Runtime.StartupException");
        environment.Init.ErrorMessage!.ShouldContain("Startup handler 'open' failed (System.");
        environment.Init.ErrorMessage!.ShouldNotContain(
            "no such host",
            Case.Sensitive,
            "Lambda passes it on to callers"
        );
        environment
            .Lines(LogSource.Function)
            .ShouldContain(line => line.Contains("no such host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GoesOnWhereNobodyAnswersTheInternalExtension()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = LambdaSettings.Read(name =>
            name switch
            {
                "AWS_LAMBDA_RUNTIME_API" => $"{silent.LocalEndpoint}",
                "RESTMACHINE_ENDPOINT" => "off",
                _ => null,
            }
        );

        await Task.Run(
            () => new AwsApiGatewayAdapter(new RestApplication(), settings).StartAsync(Cancellation),
            Cancellation
        );
    }

    [Fact]
    public async Task RegistersAnInternalExtensionThatAsksForNoEvents()
    {
        await using var environment = await FunctionUnderTest.StartAsync();

        environment
            .Lines(LogSource.Platform)
            .ShouldContain("EXTENSION\tName: restmachine-function\tState: Ready\tEvents: []");
    }

    [Fact]
    public async Task ConnectsTheFrameworksLogToTheFunctions()
    {
        await using var environment = await FunctionUnderTest.StartAsync();

        (await environment.GetAsync("/throw")).ShouldStartWith("500");

        await environment.WaitForLogAsync(
            line => line.Text.StartsWith("[Function]") && line.Text.Contains("no such user"),
            Cancellation
        );
    }

    [Fact]
    public async Task OutsideLambdaFailsWithASentenceThatNamesTheLocalEnvironment()
    {
        var adapter = new AwsApiGatewayAdapter(new RestApplication(), Aws.Settings.LambdaSettings.Read(_ => null));

        (await Should.ThrowAsync<InvalidOperationException>(() => adapter.RunAsync(Cancellation))).Message.ShouldBe(
            "AWS_LAMBDA_RUNTIME_API is not set: this process does not run on Lambda. "
                + "Run it locally with: restmachine local <project>"
        );
    }
}
