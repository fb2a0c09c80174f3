namespace RestMachine.Generators.Tests;

public sealed class ApplicationDiagnostics
{
    private const string Types =
        "} public class Db : IDisposable { public void Dispose() { } } public record Cache(Db Db) {";

    [Theory]
    [InlineData(
        "app.Get(\"/users/{id}\", () => 1); app.Get(\"/users/{name}/\", () => 2);",
        "GET /users/{name}/ matches"
    )]
    [InlineData("app.Map(\"PUT\", \"/a%2Fb\", () => 1); app.Put(\"/a%2fb\", () => 2);", "PUT /a%2fb matches")]
    [InlineData(
        "var v1 = app.Group(\"/v1\"); v1.Get(\"/{*a}\", () => 1); v1.Get(\"/{*b}\", () => 2);",
        "GET /{*b} matches"
    )]
    public Task NameADuplicateRoute(string statements, string message) => Expect("RM0012", statements, message);

    [Theory]
    [InlineData(
        "app.OnStartup(() => new Db()); app.OnStartup(() => new Db()); app.OnShutdown((Db db) => { });",
        "2 startup handlers make a Db, and none is chosen by parameter db"
    )]
    [InlineData(
        "app.OnStartup(\"a\", () => new Db()); app.OnStartup(\"b\", async () => await Task.FromResult(new Db())); app.Get(\"/\", (Db db) => { });",
        "2 startup handlers"
    )]
    public Task NameAnAmbiguousValue(string statements, string message) => Expect("RM0013", statements, message);

    [Theory]
    [InlineData(
        "app.OnStartup(\"db\", (Cache cache) => cache.Db); app.OnStartup((Db db) => new Cache(db));",
        "'db' → Cache → 'db'"
    )]
    [InlineData("app.OnStartup((Db db) => db);", "circle: Db → Db")]
    public Task NameACircle(string statements, string message) => Expect("RM0014", statements, message);

    [Theory]
    [InlineData(
        "var own = new RestApplication(); own.Dependency((Request request) => new Db()); own.OnShutdown((Db db) => { });",
        "Parameter db of OnShutdown is a Db that Dependency makes for each request"
    )]
    public Task NameARequestScopedValueOutsideOfRequests(string statements, string message) =>
        Expect("RM0006", statements, message);

    [Theory]
    [InlineData(
        "([Path] int id) => id",
        "Parameter id is of the path, but the template /users/{name:alpha}/{*rest} has no {id}"
    )]
    [InlineData("([Path(\"key\")] int id) => id", "has no {key}")]
    [InlineData("([Path(\"nam\")] string id) => id", "has no {nam}")]
    public Task NameAPathThatTheTemplateDoesNotHave(string handler, string message) =>
        Expect(
            "RM0016",
            $"var own = new RestApplication(); own.Get(\"/users/{{name:alpha}}/{{*rest}}\", {handler});",
            message
        );

    [Theory]
    [InlineData(
        "app.Get(\"/u/{idd:int}\", (int id) => id);",
        "id would come from the query, and nothing takes {idd} of"
    )]
    [InlineData(
        "app.Get(\"/{a}/{b?}\", (string a, int? c) => 1);",
        "c would come from the query, and nothing takes {b}"
    )]
    [InlineData(
        "var t = app.Group(\"/{tenant}\"); t.Use((string tenant) => { }); t.Get(\"/{idd}\", (string tenant, int id) => 1);",
        "Parameter id would"
    )]
    [InlineData("app.Group(\"/v1\").Group(\"/{a}\").Get(\"/{b}\", (string a, int c) => 1);", "Parameter c would")]
    public Task NameAParameterThatMayBeMeantToBeOfTheTemplate(string statements, string message) =>
        Expect("RM0019", statements, message);

    [Theory]
    [InlineData("app.Get(\"/u/{x:foo}\", () => 1);", "there is no constraint \"foo\"; there are int, long")]
    [InlineData("const string Bad = \"u\"; app.Post(Bad, () => 1);", "\"u\" cannot be read")]
    [InlineData("app.Map(\"PURGE\", \"/{a}{b}\", () => 1);", "the name in \"{a}{b}\" has to be letters")]
    [InlineData("var g = app.Group(\"/{a}/{a}\");", "it has the parameter \"a\" twice")]
    [InlineData("app.Mount(\"/x{y}\", new RestApplication());", "neither")]
    public Task NameATemplateThatTheApplicationRefuses(string statements, string message) =>
        Expect("RM0020", statements, message);

    [Theory]
    [InlineData(
        "app.Get(\"/u/{id:int}/ping\", () => 1); app.Get(\"/u/{id:int}/page\", (int page = 1, string? q = null) => 1);"
    )]
    [InlineData("app.Get(\"/u/{id:int}\", ([Query] int page) => 1);")]
    [InlineData("app.Get(\"/u/{id:int}\", (Request request, int page) => 1);")]
    [InlineData("app.Dependency((string tenant) => new Db()); app.Get(\"/{tenant}/users\", (string q, Db db) => 1);")]
    [InlineData("app.Get(\"/{tenant}/users\", (string q) => 1).Use((string tenant) => { });")]
    [InlineData("app.Get(\"/{key}\", ([Path(\"key\")] string name, string q) => 1);")]
    [InlineData("var g = app.Group(\"/{a}\").Use((Next next) => { }); g.Get(\"/{b}\", (string a) => 1);")]
    [InlineData("var g = app.Group(Environment.NewLine); g.Get(\"/{b}\", (string a) => 1);")]
    [InlineData("var g = app.Group(\"/a\"); g.Get(\"/x\", () => 1); g = app.Group(\"/b\"); g.Get(\"/x\", () => 2);")]
    [InlineData("app.Get(\"/x\", () => 1); app = new RestApplication(); app.Get(\"/x\", () => 2);")]
    [InlineData("app.Get(\"/x\", () => 1); Make(out app); app.Get(\"/x\", () => 2);")]
    [InlineData("app.Dependency((Request request) => new Db()); app.OnShutdown((Db db) => { });")]
    [InlineData(
        "var own = Make(out app); own.Dependency((Request request) => new Db()); own.OnShutdown((Db db) => { });"
    )]
    [InlineData(
        "var own = new RestApplication(); own.Dependency((Request request) => new Db()); own.OnShutdown((Db db) => { }); if (DateTime.Now.Ticks > 0) { own.OnStartup(() => new Db()); }"
    )]
    public async Task StaySilentAboutWhatMayBeMeant(string statements) =>
        (
            await Project
                .With(statements, "static RestApplication Make(out RestApplication app) => app = new();" + Types)
                .Analyze()
        ).ShouldBeEmpty();

    [Theory]
    [InlineData(
        "var own = new RestApplication(); own.Get(\"/{Name:alpha}/{n?}\", ([Path] string name, [Path] int? n) => 1); own.Get(\"/{*rest}\", ([Path] string rest) => 1);"
    )]
    [InlineData(
        "var own = new RestApplication(); own.Get(\"/\", ([Path] int tenant) => 1); app.Mount(\"/{tenant}\", own);"
    )]
    [InlineData("var v1 = app.Group(\"/{tenant}\"); v1.Get(\"/\", ([Path] int tenant) => 1);")]
    [InlineData("app.Get(\"/\", ([Path] int tenant) => 1);")]
    [InlineData("app.Get(\"/{id:int}\", () => 1); app.Get(\"/{id}\", () => 2); app.Post(\"/{id}\", () => 2);")]
    [InlineData(
        "app.Get(\"/\", () => 1); app.Group(\"/v1\").Get(\"/\", () => 2); new RestApplication().Get(\"/\", () => 3);"
    )]
    [InlineData("var g = app.Group(\"/a\"); g.Get(\"/x\", () => 1); g = app.Group(\"/b\"); g.Get(\"/x\", () => 2);")]
    [InlineData("app.Get(\"/\", () => 1); app = new RestApplication(); app.Get(\"/\", () => 2);")]
    [InlineData("if (DateTime.Now.Ticks > 0) { app.Get(\"/\", () => 1); } else { app.Get(\"/\", () => 2); }")]
    [InlineData(
        "_ = DateTime.Now.Ticks > 0 ? app.OnStartup(() => new Db()) : app.OnStartup(() => new Db()); app.OnShutdown((Db db) => { });"
    )]
    [InlineData(
        "app.OnStartup(() => new Db()); app.OnStartup(\"replica\", () => new Db()); app.Get(\"/\", (Db db, Db replica) => { });"
    )]
    [InlineData(
        "app.OnStartup(\"a\", () => new Db()); app.OnStartup(\"b\", () => new Db()); app.Get(\"/\", ([Named(\"b\")] Db db) => { });"
    )]
    [InlineData("app.OnStartup(() => \"a\"); app.OnStartup(() => \"b\"); app.Get(\"/{name}\", (string name) => name);")]
    [InlineData(
        "app.OnStartup(() => new Db()); app.OnStartup((Db db) => new Cache(db)); app.OnShutdown((Cache cache, Db db) => { });"
    )]
    [InlineData("app.Dependency(() => new Db()); app.OnStartup(() => new Db()); app.OnShutdown((Db db) => { });")]
    public async Task StaySilentAboutWhatWorks(string statements) =>
        (await Project.With(statements, Types).Analyze()).ShouldBeEmpty();

    private static async Task Expect(string id, string statements, string message)
    {
        var found = (await Project.With(statements, Types).Analyze()).ShouldHaveSingleItem();

        found.ShouldStartWith(id);
        found.ShouldContain(message);
    }
}
