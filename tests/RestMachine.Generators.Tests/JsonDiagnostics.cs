namespace RestMachine.Generators.Tests;

public sealed class JsonDiagnostics
{
    private const string Types = """
        public record Order(int Id);
        public record Secret;
        [System.Text.Json.Serialization.JsonDerivedType(typeof(Home))]
        public record Place(DateTime Since) { internal Secret? Hidden { get; } [System.Text.Json.Serialization.JsonIgnore] public Secret? Unwritten => null; }
        public record Home(long Floor) : Place(default(DateTime));
        public class Places : System.Collections.Generic.List<Place> { public Secret? OfACollection => null; }
        public record Address(string Street);
        public record Item(int Id);
        public record User(Address Address, System.Collections.Generic.List<Item> Items, Places? Places = null);
        """;

    private const string Context = """
        [System.Text.Json.Serialization.JsonSerializable(typeof(User))]
        public abstract class UserJson() : System.Text.Json.Serialization.JsonSerializerContext(null);
        """;

    private const string Writer = """
        public sealed class Csv : IResponseWriter
        {
            public string MediaType => "text/csv";
            public bool CanWrite(Type type) => true;
            public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) => default;
        }
        """;

    [Theory]
    [InlineData("app.Get(\"/\", () => new Order(1));", "Order")]
    [InlineData("app.Get(\"/\", async () => await Task.FromResult<Order[]>([]));", "Order[]")]
    [InlineData("app.Get(\"/\", () => Results.Ok(new Order(1)));", "Order")]
    [InlineData("app.Get(\"/\", () => TypedResults.Ok(new Order(1)));", "Order")]
    [InlineData("app.Get(\"/\", () => TypedResults.Created(\"/\", new Order(1)));", "Order")]
    [InlineData("app.Get(\"/\", () => Results.Ok(true));", "bool")]
    [InlineData("app.Get(\"/\", () => Guid.Empty);", "Guid")]
    [InlineData("app.Get(\"/\", () => Results.Ok(Type.EmptyTypes));", "Type[]")]
    [InlineData("app.Get(\"/\", () => new Secret());", "Secret")]
    [InlineData("app.Get(\"/\", () => typeof(int));", "Type")]
    public async Task NameTheTypeToAdd(string statements, string missing) =>
        (await Analyze(statements, Types, Context)).ShouldBe([
            $"RM0008: {missing} is written as JSON, but no JsonSerializerContext in sight knows it; "
                + $"add [JsonSerializable(typeof({missing}))] to UserJson",
        ]);

    [Theory]
    [InlineData("app.Get(\"/\", () => new User(new Address(\"\"), []));")]
    [InlineData("app.Get(\"/\", () => Results.Created(\"/\", new Address(\"\")));")]
    [InlineData("app.Get(\"/\", () => Results.Ok(\"text\"));")]
    [InlineData("app.Get(\"/\", () => Results.Ok(new Item(1)));")]
    [InlineData("app.Get(\"/\", () => Results.Ok(new Home(1)));")]
    [InlineData("app.Get(\"/\", () => Results.Ok(1L));")]
    [InlineData("app.Get(\"/\", () => Results.Ok(new Places()));")]
    [InlineData("static IResult Many<T>(T value) => Results.Ok<System.Collections.Generic.List<T>>([value]);")]
    public async Task StaySilentAboutTypesThatAContextKnows(string statements) =>
        (await Analyze(statements, Types, Context)).ShouldBeEmpty();

    [Fact]
    public async Task StaySilentAboutTypesThatAContextOfAReferencedProjectKnows()
    {
        var contracts = new Project(("Contracts.cs", Types + Context));
        var own = Context.Replace("User", "Own", StringComparison.Ordinal) + "public record Own(int Id);";
        var project = new Project(
            ("Program.cs", Project.Wrap("app.Get(\"/\", () => new User(null!, [])).Use(() => new Order(1));")),
            ("Own.cs", own)
        );

        (await project.Referencing(contracts).Analyze()).ShouldHaveSingleItem().ShouldStartWith("RM0008: Order ");
    }

    [Fact]
    public async Task StaySilentWhereAWriterOfTheProjectMayKnowTheType() =>
        (await Analyze("app.Get(\"/\", () => new Order(1));", Types, Context, Writer)).ShouldBeEmpty();

    [Fact]
    public async Task StaySilentInAProjectWithoutAContext() =>
        (await Analyze("app.Get(\"/\", () => new Order(1));", Types)).ShouldBeEmpty();

    [Theory]
    [InlineData("app.Get(\"/\", () => Items());")]
    [InlineData("app.Get(\"/\", () => Results.Ok(Items()));")]
    [InlineData("app.Get(\"/\", async () => await Task.FromResult(new Stream()));")]
    public async Task RefuseItemsThatComeAsynchronously(string statements)
    {
        const string Members = """
            static async System.Collections.Generic.IAsyncEnumerable<int> Items() { yield return await Task.FromResult(1); }
            public sealed class Stream : System.Collections.Generic.IAsyncEnumerable<int>
            {
                public System.Collections.Generic.IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellation = default) => throw null!;
            }
            """;

        (await Project.With(statements, Members).Analyze()).ShouldHaveSingleItem().ShouldStartWith("RM0018");
    }

    private static Task<IReadOnlyList<string>> Analyze(string statements, params string[] types) =>
        new Project(("Program.cs", Project.Wrap(statements)), ("Types.cs", string.Join('\n', types))).Analyze();
}
