using System.Text;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;

namespace RestMachine.Aws.Tests.Shutdown;

public class LogAfterARestore
{
    private readonly StringBuilder _lines = new();

    [Fact]
    public void HasTheLevelAndTheFormatThatAreSetNow()
    {
        var log = new FunctionLog(
            Settings(),
            TimeProvider.System,
            line => _lines.Append(Encoding.UTF8.GetString(line))
        );
        log.Info("before");

        log.Renew(Settings(("AWS_LAMBDA_LOG_LEVEL", "ERROR"), ("AWS_LAMBDA_LOG_FORMAT", "JSON")));
        log.Info("unheard");
        log.Error("after");

        var lines = _lines.ToString().Split('\n');
        lines[0].ShouldBe("[Function] before");
        lines[1].ShouldContain("\"level\":\"ERROR\",\"message\":\"[Function] after\"");
        lines[2].ShouldBeEmpty();
    }

    private static LambdaSettings Settings(params (string Name, string Value)[] variables) =>
        LambdaSettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
