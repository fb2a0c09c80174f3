namespace RestMachine.Generators.Tests;

public sealed class BesideOtherGenerators
{
    private const string Written = """
        public sealed class Shape : System.IParsable<Shape>
        {
            public static readonly Shape Default = new();
            public const string Template = "/shapes";
            public int[] Sides => new int[4];
            public static Shape Parse(string text, System.IFormatProvider provider) => Default;
            public static bool TryParse(string text, System.IFormatProvider provider, out Shape shape) { shape = Default; return true; }
        }
        """;

    [Theory]
    [InlineData("app.Get(\"/\", () => Shape.Default.Sides);")]
    [InlineData("app.Get(\"/\", () => { return First(Shape.Default.Sides); });")]
    [InlineData("app.Get(\"/\", async () => await Task.FromResult(First(Shape.Default.Sides)));")]
    [InlineData("app.Get(\"/\", () => { var sides = Shape.Default.Sides; return new[] { sides }; });")]
    [InlineData("app.Get(\"/\", (Shape shape) => 1);")]
    [InlineData("app.Get(\"/\", System.Collections.Generic.List<Shape> () => []);")]
    [InlineData("app.Get(Shape.Template, () => 1);")]
    [InlineData("app.OnStartup(() => Shape.Default);")]
    [InlineData("app.Dependency(Shape () => Shape.Default);")]
    public async Task NamesARegistrationThatOnlyTheyMakeUnderstandable(string statements)
    {
        var project = Create(statements);

        (await project.Analyze()).ShouldHaveSingleItem().ShouldStartWith("RM0015: ");
        project.Compile().ShouldBeEmpty();
        project.Generate().GeneratedSources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("app.Get(\"/\", int[] () => Shape.Default.Sides);")]
    [InlineData("app.Get(\"/\", Task<int> () => Task.FromResult(First(Shape.Default.Sides)));")]
    [InlineData("app.Get(\"/\", (int id) => { _ = Shape.Default; return id; });")]
    public async Task BindsWhatSaysItsTypes(string statements)
    {
        var project = Create(statements);

        (await project.Analyze()).ShouldBeEmpty();
        project.Compile().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("app.Get(\"/\", () => Missing.Default);")]
    [InlineData("app.Get(\"/\", (Missing missing) => 1);")]
    public async Task LeavesMistakesToTheCompiler(string statements)
    {
        var project = Create(statements);

        (await project.Analyze()).ShouldBeEmpty();
        project.Compile().ShouldAllBe(found => found.StartsWith("CS0103") || found.StartsWith("CS0246"));
    }

    private static Project Create(string statements) =>
        Project.With(statements, "static T First<T>(T[] all) => all[0];").Beside(new AnotherGenerator(Written));
}
