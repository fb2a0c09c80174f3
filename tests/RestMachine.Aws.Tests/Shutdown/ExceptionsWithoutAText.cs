using System.Text;
using Microsoft.Extensions.Logging;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

/// <summary>What a handler threw cannot even say what it is.</summary>
public class ExceptionsWithoutAText
{
    private const string Stead = "(no message: it failed with System.NotSupportedException)";

    private static readonly string s_type = typeof(MessagelessException).FullName!;
    private readonly StringBuilder _lines = new();
    private readonly FunctionLog _log;

    public ExceptionsWithoutAText() =>
        _log = new FunctionLog(
            LambdaSettings.Read(_ => null),
            TimeProvider.System,
            line => _lines.Append(Encoding.UTF8.GetString(line))
        );

    [Fact]
    public async Task AreInTheReceiptTheLogAndTheAnswerAllTheSame()
    {
        var receipt = new StringBuilder();
        var app = new RestApplication();
        app.OnShutdown("evil", () => Fail());
        app.Lifecycle.Observe(new ShutdownLog(_log));
        app.Lifecycle.Observe(new Receipt(line => Write(receipt, line), TimeProvider.System));

        var report = await app.Lifecycle.ShutdownAsync(
            "test",
            new ShutdownBudget(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2))
        );

        receipt.ToString().ShouldContain($" outcome=failed ");
        receipt.ToString().ShouldContain($" error={s_type} message=(no%20message:");
        _lines.ToString().ShouldContain($"'evil' failed after ");
        _lines.ToString().ShouldContain($"{s_type}: {Stead}\n");
        Encoding.UTF8.GetString(ShutdownAnswer.Of([report])).ShouldContain(Stead);
    }

    [Fact]
    public void AreLogged()
    {
        _log.CreateLogger("test").LogError(new MessagelessException(), "It failed");

        _lines
            .ToString()
            .ShouldBe(
                $"[Function] Error: It failed: {s_type} (its text cannot be had: System.NotSupportedException)\n"
            );
    }

    private static void Fail() => throw new MessagelessException();

    private static int Write(StringBuilder text, byte[] line)
    {
        text.Append(Encoding.UTF8.GetString(line));
        return line.Length;
    }

    private sealed class MessagelessException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
