namespace RestMachine.Generators.Tests;

public sealed class ApprovedOutput
{
    [Theory]
    [InlineData("Lifecycle")]
    [InlineData("Routes")]
    [InlineData("Around")]
    [InlineData("Sources")]
    [InlineData("Rules")]
    public async Task IsWhatTheGeneratorWrites(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Approved");
        var source = await Read(Path.Combine(folder, $"{name}.cs"));
        var project = new Project(($"{name}.cs", source));

        var written = project.Generate().GeneratedSources.Single();

        project.Compile().ShouldBeEmpty();
        written.HintName.ShouldBe($"{name}.g.cs");
        var received = Path.Combine(folder, $"{name}.received.txt");
        await File.WriteAllTextAsync(received, written.SourceText.ToString(), TestContext.Current.CancellationToken);
        written
            .SourceText.ToString()
            .ShouldBe(
                await Read(Path.Combine(folder, $"{name}.approved.txt")),
                $"Compare and, if it is better, copy {received} over Approved/{name}.approved.txt"
            );
    }

    private static Task<string> Read(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
