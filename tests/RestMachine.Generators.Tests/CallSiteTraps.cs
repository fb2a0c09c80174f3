using System.Text.RegularExpressions;

namespace RestMachine.Generators.Tests;

public sealed class CallSiteTraps
{
    [Theory]
    [InlineData(
        "app.Get(\"/\", (byte b = 1, short s = -2, char c = '\\'', float f = 1.5f, double d = double.NaN) => \"\");"
    )]
    [InlineData("app.Get(\"/\", (long l = 5, ulong u = 6, decimal m = 1.50m, string s = \"a\\\"b\\n\") => \"\");")]
    [InlineData("app.Get(\"/\", (DayOfWeek d = (DayOfWeek)(-1), DayOfWeek? n = DayOfWeek.Friday) => \"\");")]
    [InlineData(
        "app.Get(\"/\", (double d = double.PositiveInfinity, float f = float.NegativeInfinity, float n = float.NaN) => \"\");"
    )]
    [InlineData("app.Get(\"/\", (CancellationToken token = default, Guid id = default) => \"\");")]
    [InlineData("app.Get(\"/\", (params int[] ids) => \"\");")]
    [InlineData("app.Get(\"/\", (string @class, int @event = 1) => \"\");")]
    [InlineData("app.Get(\"/\", (string handler, string call, string app, string p0) => \"\");")]
    [InlineData("app.Get(\"/\", ((int A, string B) pair) => (pair.B, pair.A));")]
    [InlineData("app.Get(\"/\", () => new System.Collections.Generic.List<string?>());")]
    [InlineData("app.Get(\"/\", (Func<string, Task<string>>)(id => Task.FromResult(id)));")]
    [InlineData("app.Get(\"/\", new Func<int, int>(Double));")]
    [InlineData("app.Get(\"/\", delegate (int id) { return id; });")]
    [InlineData(
        "app.Get(\"/\", \"text\".Contains<char>);",
        "public static bool Contains<T>(this string text, int id) => true;"
    )]
    [InlineData("app?.Group(\"/v1\")?.Get(\"/\", () => 1).Use((int id) => { }).Use((int page = 1) => Results.Ok());")]
    [InlineData("app.OnError<IOException>((IOException e) => e.Message).Dependency(() => 1).Use((Next next) => { });")]
    [InlineData("app.Use(filter: (Next next, Request request) => next(request));")]
    [InlineData("app?.Get(\"/\", () => 1)?.ToString();")]
    [InlineData("app.Get(\"/\", int () => throw new InvalidOperationException());")]
    [InlineData(
        "app.OnStartup(() => (object?)null); app.OnStartup(() => { }); app.OnShutdown(() => Task.CompletedTask);"
    )]
    [InlineData(
        "app.OnResume(\"check\", async (TimeSpan idle, Stream? log) => await Task.Yield()).OnBeforeSnapshot(() => { })?.OnAfterRestore((int more = 1) => { });"
    )]
    [InlineData("app.OnShutdown(\"close\", () => { }).Within(TimeSpan.FromSeconds(1));")]
    [InlineData(
        "app.OnStartup<int>();",
        "public static void OnStartup<T>(this RestApplication app) => app.OnStartup(() => typeof(T).Name);"
    )]
    public void Compile(string statements, string members = "")
    {
        var project = Project.With(statements, members + " private static int Double(int id) => 2 * id;");

        project.Compile().ShouldBeEmpty();
        project.Generate().GeneratedSources.ShouldHaveSingleItem();
    }

    [Fact]
    public void TakeTheMappedLineAndTheFileNameOnly()
    {
        var project = new Project(
            (
                "/home/user/src/Program.cs",
                Project.Wrap("\n#line 7 \"pages/Index.razor\"\napp.Get(\"/\", () => 1);\n#line default\n")
            )
        );

        project.Compile().ShouldBeEmpty();
        project.Generate().GeneratedSources.Single().SourceText.ToString().ShouldContain("\"Index.razor:7\"");
    }

    [Fact]
    public void TellFilesOfOneNameApart()
    {
        var project = new Project(
            (
                "a/Routes.cs",
                "public static class A { public static void To(RestApplication app) => app.Get(\"/a\", () => 1); }"
            ),
            (
                "b/Routes.cs",
                "public static class B { public static void To(RestApplication app) => app.Get(\"/b\", () => 1); }"
            ),
            (
                "b/Routes.2.cs",
                "public static class C { public static void To(RestApplication app) => app.Get(\"/c\", () => 1); }"
            ),
            (
                "b/Routes-2.cs",
                "public static class D { public static void To(RestApplication app) => app.Get(\"/d\", () => 1); }"
            )
        );

        project.Compile().ShouldBeEmpty();
        project
            .Generate()
            .GeneratedSources.Select(source => source.HintName)
            .ShouldBe(["Routes.g.cs", "Routes-2.g.cs", "Routes.2.g.cs", "Routes_2.g.cs"]);
    }

    [Theory]
    [InlineData("app.Get(\"/\", () => Missing.Thing());")]
    [InlineData("app.Get(\"/\", (Missing thing) => 1);")]
    [InlineData("app.OnStartup((System.Collections.Generic.List<Missing>[] things) => 1);")]
    [InlineData(
        "app.Get(\"/\", (Outer<Missing>.Inner thing) => 1);",
        "public class Outer<T> { public class Inner { } }"
    )]
    public void LeaveWhatIsMisspelledToTheCompiler(string statements, string members = "")
    {
        var project = Project.With(statements, members);

        project.Generate().GeneratedSources.ShouldBeEmpty();
        project.Compile().ShouldNotBeEmpty();
        project.Compile().ShouldAllBe(found => found.Contains("'Missing'"));
    }

    [Theory]
    [InlineData("app.Get(\"/{a}/{b}\", \"x\".Pair);", "\"a\", typeof(int)", "\"b\", typeof(int)")]
    [InlineData("app.Get(\"/\", \"x\".None);")]
    [InlineData("app.Get(\"/{a}\", Program.Plain);", "\"a\", typeof(int)", "\"text\", typeof(string)")]
    public void TakeTheNamesThatTheDelegateHas(string statements, params string[] parameters)
    {
        const string Members = """
            public static string Pair(this string text, int a, int b) => $"{a} {b}";
            public static string None(this string text) => text;
            public static string Plain(int a, string text) => text;
            """;
        var project = Project.With(statements, Members);

        project.Compile().ShouldBeEmpty();
        var source = project.Generate().GeneratedSources.ShouldHaveSingleItem().SourceText.ToString();
        Regex
            .Matches(
                source,
                @"new\((?<parameter>""\w+"", typeof\(\w+\))\)",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(10)
            )
            .Select(found => found.Groups["parameter"].Value)
            .ShouldBe(parameters);
    }

    [Fact]
    public void LeaveMethodsOfOthersAlone()
    {
        var project = new Project(
            (
                "Other.cs",
                "public class Other { public void Get(string a, Delegate b) { } void Run() => Get(\"/\", () => 1); void Go(Other o) => o.Get(\"/\", () => 1); }"
            )
        );

        project.Generate().GeneratedSources.ShouldBeEmpty();
        project.Compile().ShouldBeEmpty();
    }

    [Fact]
    public void AreRefusedByTheCompilerInTwoFilesOfIdenticalContent()
    {
        const string Source = "partial class P { static void R(RestApplication app) => app.Get(\"/\", () => 1); }";

        new Project(("a/P.cs", Source), ("b/P.cs", Source))
            .Compile()
            .ShouldContain(found => found.StartsWith("CS9233"));
    }
}
