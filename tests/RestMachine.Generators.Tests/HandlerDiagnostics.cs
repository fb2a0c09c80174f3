namespace RestMachine.Generators.Tests;

public sealed class HandlerDiagnostics
{
    [Theory]
    [InlineData("RM0001", "Delegate handler = () => 1; app.Get(\"/\", handler);")]
    [InlineData(
        "RM0001",
        "Wrap(app, () => 1);",
        "static void Wrap(RestApplication app, Delegate handler) => app.Get(\"/\", handler);"
    )]
    [InlineData("RM0001", "app.OnShutdown(DateTime.Now.Ticks > 0 ? () => { } : (Delegate)(() => { }));")]
    [InlineData("RM0002", "app.Get(\"/\", (Hidden body) => 1);", "private sealed class Hidden { }")]
    [InlineData(
        "RM0002",
        "app.OnStartup(() => new System.Collections.Generic.List<Hidden>());",
        "private sealed class Hidden { }"
    )]
    [InlineData("RM0002", "app.OnStartup((Hidden[] all, int more = 1) => { });", "private sealed class Hidden { }")]
    [InlineData("RM0002", "app.Get(\"/\", (Local local) => 1);", "} file class Local {")]
    [InlineData("RM0002", "app.Get(\"/\", () => new { Id = 1 });")]
    [InlineData("RM0002", "app.OnShutdown((Closing)(log => { }));", "private delegate void Closing(Stream log);")]
    [InlineData("RM0002", "R<int>(app);", "static void R<T>(RestApplication app) => app.OnStartup((T value) => { });")]
    [InlineData("RM0003", "Func<int, int> handler = id => id; app.Get(\"/{id}\", handler);")]
    [InlineData("RM0003", "Action<Stream> close = log => log.Dispose(); app.OnShutdown(close);")]
    [InlineData("RM0004", "app.Get(\"/\", (ref int id) => 1);")]
    [InlineData("RM0004", "app.Get(\"/\", (out int id) => id = 1);")]
    [InlineData("RM0004", "app.Get(\"/\", (ReadOnlySpan<char> text) => 1);")]
    [InlineData("RM0004", "app.Get(\"/\", (dynamic text) => 1);")]
    [InlineData("RM0006", "app.OnStartup((Request request) => { });")]
    [InlineData("RM0006", "app.OnShutdown((Request request) => { });")]
    [InlineData("RM0006", "app.OnResume((TimeSpan idle, Request request) => { });")]
    [InlineData("RM0006", "app.OnAfterRestore((Form form) => { });")]
    [InlineData("RM0001", "Delegate hook = () => { }; app.OnBeforeSnapshot(hook);")]
    [InlineData("RM0004", "app.Get(\"/\", ([Query, Header] string id) => id);")]
    [InlineData("RM0004", "app.Get(\"/\", ([Query] Stream id) => 1);")]
    [InlineData("RM0004", "app.Get(\"/\", ([Header] FormFile id) => 1);")]
    [InlineData(
        "RM0004",
        "app.Get(\"/\", ([Query] Near id) => 1);",
        "public class Near { public bool TryParse(string a, out Near b) => throw null!; public static bool TryParse(int a, out Near b) => throw null!; public static bool TryParse<T>(string a, out Near b) => throw null!; public static bool TryParse(string a, int c, out Near b) => throw null!; internal static bool TryParse(string a, out Near b, int c) => throw null!; public static void TryParse(string a, IFormatProvider p, out Near b) => throw null!; }"
    )]
    [InlineData("RM0004", "app.Get(\"/\", (Next next) => 1);")]
    [InlineData("RM0004", "app.OnStartup((Next next) => 1);")]
    [InlineData("RM0004", "app.OnError<IOException>((InvalidDataException exception) => 1);")]
    [InlineData("RM0002", "app.OnError<Hidden>(() => 1);", "private sealed class Hidden : Exception { }")]
    [InlineData("RM0002", "app.Group(\"/\").Get(\"/\", (Hidden body) => 1);", "private sealed class Hidden { }")]
    [InlineData("RM0001", "Delegate filter = () => { }; app.Group(\"/\").Use(filter);")]
    [InlineData("RM0006", "app.OnStartup(([Query] int id) => { });")]
    [InlineData("RM0006", "app.OnShutdown((Form form) => { });")]
    [InlineData(
        "RM0010",
        "app.Post(\"/\", (Body body) => 1);",
        "} public record Body([Range(typeof(decimal), \"1\", \"2\")] decimal Price) {"
    )]
    [InlineData(
        "RM0010",
        "app.Post(\"/\", (Body[] body) => 1);",
        "} public record Body([CustomValidation(typeof(Body), \"Check\")] int Price) {"
    )]
    [InlineData(
        "RM0010",
        "app.Post(\"/\", (Body body) => 1);",
        "} public record Body([property: Compare(\"Missing\")] string Text) {"
    )]
    [InlineData("RM0010", "app.Get(\"/\", ([Compare(\"other\")] string id, string other) => 1);")]
    [InlineData("RM0010", "app.Get(\"/\", ([Range(typeof(decimal), \"1\", \"2\")] decimal price) => 1);")]
    [InlineData("RM0010", "app.Post(\"/\", ([MaxLength(9)] byte[] body) => 1);")]
    [InlineData("RM0010", "app.OnStartup(([Required] string name) => 1);")]
    [InlineData("RM0011", "app.Get(\"/\", (byte[] body) => 1);")]
    [InlineData("RM0011", "app.Group(\"/v1\").Map(\"DELETE\", \"/\", ([Body] string text) => 1);")]
    [InlineData("RM0011", "app.Head(\"/\", (Form form) => 1);")]
    [InlineData("RM0011", "app.Use(([Form] string name) => { });")]
    [InlineData("RM0009", "app.Dependency((Request request) => { });")]
    [InlineData("RM0009", "app.Dependency(async () => await Task.Yield());")]
    [InlineData("RM0007", "app.OnResume(Check);", "static async void Check() => await Task.Yield();")]
    [InlineData("RM0007", "app.OnShutdown(Close);", "static async void Close() => await Task.Yield();")]
    public async Task NameWhatCannotBeBound(string id, string statements, string members = "")
    {
        var project = Project.With(statements, members);

        (await project.Analyze()).ShouldHaveSingleItem().ShouldStartWith(id);
        project.Generate().GeneratedSources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OnResume")]
    [InlineData("OnBeforeSnapshot")]
    [InlineData("OnAfterRestore")]
    public async Task WarnOfAResultThatNobodyReceives(string registration)
    {
        var project = Project.With($"app.{registration}((Stream log) => log.Length);");

        (await project.Analyze()).ShouldHaveSingleItem().ShouldStartWith($"RM0005: The handler of {registration} ");
        project.Compile().ShouldBeEmpty();
    }

    [Fact]
    public async Task WarnOfAShutdownResultAndDropIt()
    {
        var project = Project.With("app.OnShutdown(async (Stream log) => await Task.FromResult(log.Length));");

        (await project.Analyze())
            .ShouldHaveSingleItem()
            .ShouldStartWith("RM0005: The handler of OnShutdown returns long");
        project.Compile().ShouldBeEmpty();
        project.Generate().GeneratedSources.Single().SourceText.ToString().ShouldNotContain("Result =");
    }

    [Theory]
    [InlineData("app.Get(\"/\", (string id, int page = 1) => id);")]
    [InlineData("app.OnError<IOException>((Exception any, Request request) => 1);")]
    [InlineData("app.Use((request, next) => next(request)).Use((Next next, Request request) => next(request));")]
    [InlineData("app.Get(\"/\", ([Query] Uri next, [Header] Version? from, [Path(\"next\")] Version[] all) => 1);")]
    [InlineData("app.Dependency((Request request) => request.Path); app.OnStartup(([Service] Stream log) => { });")]
    [InlineData("app.Post(\"/\", ([Required, Range(1, 2)] int id, [MinLength(1)] int[] ids) => 1);")]
    [InlineData("Func<int> make = () => 1; app.OnStartup(make);")]
    [InlineData("app.OnShutdown((Stream log) => log.DisposeAsync());")]
    [InlineData("app.Get(\"/\", async () => await Task.FromResult(1));")]
    public async Task StaySilentAboutWhatWorks(string statements) =>
        (await Project.With(statements).Analyze()).ShouldBeEmpty();
}
