using System.Text;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class HandlersWhoseTurnNeverCame
{
    [Fact]
    public async Task AreNamedInTheLogAndLeftOutOfTheReceipt()
    {
        var (lines, receipt) = (new StringBuilder(), new StringBuilder());
        using var log = new FunctionLog(
            LambdaSettings.Read(_ => null),
            TimeProvider.System,
            line => Write(lines, line)
        );
        var app = new RestApplication();
        app.OnShutdown("close", () => { });
        app.Lifecycle.Observe(new ShutdownLog(log));
        app.Lifecycle.Observe(new Receipt(line => Write(receipt, line), TimeProvider.System));

        var report = await app.Lifecycle.ShutdownAsync("test", new ShutdownBudget(TimeSpan.Zero, TimeSpan.Zero));

        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        lines.ToString().ShouldContain("[Function] Error: Shutdown handler 'close' never began\n");
        receipt.ToString().ShouldNotContain("begin ");
        receipt.ToString().ShouldContain("done outcome=failed ");
    }

    private static int Write(StringBuilder text, byte[] line)
    {
        text.Append(Encoding.UTF8.GetString(line));
        return line.Length;
    }
}
