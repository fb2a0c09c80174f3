using System.Xml.Linq;

namespace RestMachine.Cli.Tests;

public sealed class TimelinePicture : IDisposable
{
    private readonly TestFolder folder = new();

    private string File => Path.Combine(folder.FullName, "life.svg");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ShowsEveryStepOfALifeInOrderWithItsMilliseconds()
    {
        var result = await RunAsync(File);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain($"The timeline is in {File}.");
        var texts = Texts();
        string[] steps =
        [
            "witness started",
            "witness registered",
            "function started",
            "ready",
            "frozen",
            "invocation 1 began",
            "invocation 1 ended",
            "SIGTERM to function",
            "function ended: exit status 0",
            "SHUTDOWN to witness",
            "witness ended: exit status 0",
        ];
        texts.Where(steps.Contains).Distinct().ShouldBe(steps);
        texts.ShouldContain(text => text.StartsWith("INIT ") && text.EndsWith(" ms"));
        texts.ShouldContain(text => text.StartsWith("INVOKE ") && text.EndsWith(" ms"));
        texts.ShouldContain(text => text.StartsWith("SHUTDOWN spindown ") && text.EndsWith(" ms"));
        texts.Count(text => text.StartsWith('+') && text.EndsWith(" ms")).ShouldBeGreaterThanOrEqualTo(steps.Length);
    }

    [Fact]
    public async Task IsRefusedBeforeAnythingStartsWhenItsFolderDoesNotExist()
    {
        var result = await RunAsync(Path.Combine(folder.FullName, "missing", "life.svg"));

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("life.svg\", but its folder does not exist.");
        result.Output.ShouldBeEmpty();
    }

    private string[] Texts() =>
        XDocument
            .Load(File)
            .Descendants(XName.Get("text", "http://www.w3.org/2000/svg"))
            .Select(text => text.Value)
            .ToArray();

    private Task<CliResult> RunAsync(string file) =>
        CliProcess.RunLocalAsync(
            "--extension",
            folder.Extensions(),
            "--env",
            "EXTENSION_FAULT=completed",
            "--request",
            "GET /users/1",
            "--timeline",
            file
        );
}
