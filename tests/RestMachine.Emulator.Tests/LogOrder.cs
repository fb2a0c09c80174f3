namespace RestMachine.Emulator.Tests;

public sealed class LogOrder : IDisposable
{
    private readonly Doubles doubles = new();

    public void Dispose() => doubles.Dispose();

    [Fact]
    public async Task HasAFunctionsLinesBetweenStartAndEnd()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");

        await environment.InvokeAsync();
        await environment.WaitUntilIdleAsync(Doubles.Cancellation);

        environment
            .Log.SkipWhile(line => !line.Text.StartsWith("START"))
            .Select(line => line.Text.Split(' ')[0])
            .ShouldBe(["START", "serving", "END", "REPORT"]);
    }

    [Fact]
    public async Task GoesToTheCallbackInOrder()
    {
        var lines = new List<LogLine>();
        var options = doubles.Options(extensionFault: "") with { Log = lines.Add };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);
        await environment.InvokeAsync();
        await environment.SpinDownAsync();

        lines.ShouldBe(environment.Log);
    }

    [Fact]
    public async Task SurvivesACallbackThatThrows()
    {
        var calls = 0;
        var options = doubles.Options() with
        {
            Log = _ =>
            {
                calls++;
                throw new InvalidOperationException("the test has ended");
            },
        };
        await using var environment = await LambdaEnvironment.StartAsync(options, Doubles.Cancellation);

        (await environment.InvokeAsync("1")).PayloadText.ShouldBe("1");
        calls.ShouldBe(1);
        environment
            .Says(LogSource.Platform, "threw InvalidOperationException and is not called again: the test has ended")
            .ShouldBeTrue();
    }

    [Fact]
    public async Task FindsLinesThatAreThereAndLinesToCome()
    {
        await using var environment = await doubles.StartAsync(extensionFault: "");
        var there = await environment.WaitForLogAsync(
            line => line.Text.StartsWith("function pid="),
            Doubles.Cancellation
        );
        var toCome = environment.WaitForLogAsync(line => line.Text.StartsWith("REPORT"), Doubles.Cancellation);

        toCome.IsCompleted.ShouldBeFalse();
        await environment.InvokeAsync();

        there.Source.ShouldBe(LogSource.Function);
        (await toCome).Source.ShouldBe(LogSource.Platform);
    }
}
