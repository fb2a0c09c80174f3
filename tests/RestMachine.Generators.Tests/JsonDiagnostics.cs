namespace RestMachine.Generators.Tests;

public sealed class JsonDiagnostics
{
    private const string Types = """
        public record Order(int Id);
        public record Address(string Street);
        public record Item(int Id);
        public record User(Address Address, System.Collections.Generic.List<Item> Items);
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
            public ReadOnlyMemory<byte> Write(object value, ResultContext context) => default;
        }
        """;

    [Theory]
    [InlineData("app.Get(\"/\", () => new Order(1));", "Order")]
    [InlineData("app.Get(\"/\", async () => await Task.FromResult<Order[]>([]));", "Order[]")]
    [InlineData("app.Get(\"/\", () => Results.Ok(new Order(1)));", "Order")]
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

    private static Task<IReadOnlyList<string>> Analyze(string statements, params string[] types) =>
        new Project(("Program.cs", Project.Wrap(statements)), ("Types.cs", string.Join('\n', types))).Analyze();
}
