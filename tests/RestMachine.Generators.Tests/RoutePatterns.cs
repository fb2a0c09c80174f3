namespace RestMachine.Generators.Tests;

public sealed class RoutePatterns
{
    [Theory]
    [InlineData("""app.Get("/{v:regex(a+)}", () => "");""")]
    [InlineData("""app.Map("GET", "/{v:int:regex(\\d)}", () => "");""")]
    [InlineData("""app.Group("/{v:regex(a+)}").Get("/", () => "");""")]
    [InlineData("""app.Group("/a").Group("/{v:regex(a+)}");""")]
    [InlineData("""app.Mount("/{v:regex(a+)}", new RestApplication());""")]
    [InlineData("""app.Get(template: "/{v:" + "regex(a+)}", handler: () => "");""")]
    [InlineData("""app.Get(Console.ReadLine()!, () => "");""")]
    public void AreAllowedWhereATemplateMayHaveOne(string statement)
    {
        var project = new Project(new RoutePatternGenerator(), ("Program.cs", Project.Wrap(statement, "")));

        var written = project.Generate().GeneratedSources.Single().SourceText.ToString();

        written.ShouldContain("ModuleInitializer");
        project.Compile().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""app.Get("/users/{id:int}", () => "");""")]
    [InlineData("""const string users = "/users"; app.Get(users, () => "regex(");""")]
    [InlineData("""app.Group("/v1").Map("GET", "/", () => "");""")]
    [InlineData("""new Dictionary().Get("regex(");""")]
    public void AreLeftOutOfEveryOtherProgram(string statement)
    {
        const string other = "public sealed class Dictionary { public void Get(string template) { } }";
        var project = new Project(new RoutePatternGenerator(), ("Program.cs", Project.Wrap(statement, other)));

        project.Generate().GeneratedSources.ShouldBeEmpty();
        project.Compile().ShouldBeEmpty();
    }
}
