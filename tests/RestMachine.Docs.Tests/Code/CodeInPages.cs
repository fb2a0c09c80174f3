namespace RestMachine.Docs.Tests.Code;

/// <summary>
/// Every C# block of every page, compiled as a user's project is: against the real assemblies, with the generator and the
/// analyzers, warnings as errors. What stands around a block is in Surroundings/, by the name in the comment before it.
/// </summary>
public sealed class CodeInPages
{
    // Its blocks are wrong on purpose; the generator's tests compile every one of them, and the same put right.
    private const string Diagnostics = "docs/diagnostics.md";

    private static readonly IReadOnlyList<FencedBlock> Blocks =
    [
        .. Pages.All.Where(page => page.Path != Diagnostics).SelectMany(page => page.Blocks).Where(IsCode),
    ];

    public static TheoryData<string> Places => [.. Blocks.Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Compiles(string place)
    {
        var block = Blocks.Single(block => block.Place == place);

        (await new UserProject(block).CompileAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void IsFoundOnThePagesThatShowHowToBegin()
    {
        string[] pages = ["README.md", "docs/getting-started.md", "docs/lifecycle.md", "docs/constructs.md"];

        pages.ShouldBeSubsetOf(Blocks.Select(block => block.Page));
    }

    [Theory]
    [InlineData("app.OnStartUp(() => 1);", "CS1061")]
    [InlineData("app.Get(\"/users/{id}\", (int key) => key);", "RM0019")]
    public async Task IsRefusedWhenItIsWrong(string code, string id)
    {
        var block = new FencedBlock("none.md", 7, "csharp", "", code);

        (await new UserProject(block).CompileAsync()).ShouldHaveSingleItem().ShouldStartWith($"none.md:7: {id}");
    }

    private static bool IsCode(FencedBlock block) => block.Language is "csharp" or "cs";
}
