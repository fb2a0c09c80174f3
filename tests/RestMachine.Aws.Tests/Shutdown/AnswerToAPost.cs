using System.Text.Json;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class AnswerToAPost
{
    [Fact]
    public void TellsWhyARunFailedWhoseHandlersCompleted()
    {
        var report = new ShutdownReport
        {
            Trigger = "POST",
            Outcome = ShutdownOutcome.Failed,
            Handlers = [new ShutdownStepReport("close", StepOutcome.Completed, TimeSpan.FromMilliseconds(1))],
            Disposals = [new ShutdownStepReport("open", StepOutcome.NotDisposed, TimeSpan.Zero)],
            Startup = [new ShutdownStepReport("hang", StepOutcome.Unfinished, TimeSpan.FromSeconds(2))],
            Duration = TimeSpan.FromMilliseconds(10),
            Budget = TimeSpan.FromSeconds(1),
        };

        var answer = JsonElement.Parse(ShutdownAnswer.Of([report]));

        answer.GetProperty("outcome").GetString().ShouldBe("failed");
        Outcomes(answer, "handlers").ShouldBe(["close completed"]);
        Outcomes(answer, "disposals").ShouldBe(["open not_disposed"]);
        Outcomes(answer, "startup").ShouldBe(["hang unfinished"]);
    }

    private static IEnumerable<string> Outcomes(JsonElement answer, string name) =>
        answer
            .GetProperty(name)
            .EnumerateArray()
            .Select(step => $"{step.GetProperty("name").GetString()} {step.GetProperty("outcome").GetString()}");
}
