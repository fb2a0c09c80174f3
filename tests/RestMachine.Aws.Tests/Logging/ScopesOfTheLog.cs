using System.Text;
using Microsoft.Extensions.Logging;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;

namespace RestMachine.Aws.Tests.Logging;

public sealed class ScopesOfTheLog : IDisposable
{
    private readonly List<string> _lines = [];
    private readonly FunctionLog _log;
    private readonly FunctionLogger _logger;

    public ScopesOfTheLog()
    {
        _log = new FunctionLog(
            LambdaSettings.Read(_ => null),
            TimeProvider.System,
            line => _lines.Add(Encoding.UTF8.GetString(line))
        );
        _logger = new FunctionLogger(_log);
    }

    [Fact]
    public void StandInFrontOfALineOutermostFirst()
    {
        using (_logger.BeginScope("outer"))
        using (_logger.BeginScope(42))
        {
            Write("within");
        }

        Write("after");

        _lines.Select(line => line.TrimEnd()).ShouldBe(["[Function] outer 42 within", "[Function] after"]);
    }

    [Fact]
    public void AreNoTextUntilSomethingIsLogged()
    {
        var state = new CountingState();
        using (_logger.BeginScope(state))
        {
            state.Texts.ShouldBe(0);
            Write("line");
        }

        state.Texts.ShouldBe(1);
    }

    public void Dispose() => _log.Dispose();

    private void Write(string text) =>
        _logger.Log(LogLevel.Information, default, text, exception: null, static (state, _) => state);

    private sealed class CountingState
    {
        public int Texts { get; private set; }

        public override string ToString() => $"text {++Texts}";
    }
}
