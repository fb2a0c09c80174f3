using System.Text;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class HandlersThatCompleted
{
    private readonly StringBuilder _lines = new();

    [Theory]
    [InlineData("DEBUG", true)]
    [InlineData("INFO", false)]
    public async Task HaveALineAtLevelDebug(string level, bool isWritten)
    {
        var settings = LambdaSettings.Read(name => name == "AWS_LAMBDA_LOG_LEVEL" ? level : null);
        var log = new FunctionLog(settings, TimeProvider.System, line => _lines.Append(Encoding.UTF8.GetString(line)));
        var app = new RestApplication();
        app.OnStartup("open", () => new MemoryStream());
        app.OnShutdown("close", (MemoryStream open) => { });
        app.Lifecycle.Observe(new ShutdownLog(log));
        await app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);

        await app.Lifecycle.ShutdownAsync("test", new ShutdownBudget(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)));

        var text = _lines.ToString();
        text.Contains("[Function] Shutdown handler 'close' completed in ").ShouldBe(isWritten);
        text.Contains("[Function] Shutdown disposal 'open' completed in ").ShouldBe(isWritten);
    }
}
