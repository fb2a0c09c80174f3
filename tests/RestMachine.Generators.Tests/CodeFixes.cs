using RestMachine.Generators.CodeFixes;

namespace RestMachine.Generators.Tests;

public sealed class CodeFixes
{
    private const string Json = """
        using System.Text.Json.Serialization;

        public record Order(int Id);

        // The one context.
        [JsonSerializable(typeof(int))]
        public abstract class UserJson() : JsonSerializerContext(null);
        """;

    [Theory]
    [InlineData("app.OnShutdown((Stream log) => log.Length);", "app.OnShutdown((Stream log) => { _ = log.Length; });")]
    [InlineData(
        "app.OnShutdown((Stream log) => log.ReadByte());",
        "app.OnShutdown((Stream log) => { log.ReadByte(); });"
    )]
    [InlineData(
        "app.OnShutdown((Stream log) => log.ReadAsync(new byte[1], 0, 1));",
        "app.OnShutdown(async (Stream log) => { await log.ReadAsync(new byte[1], 0, 1); });"
    )]
    [InlineData(
        "app.OnShutdown(async () => await Task.FromResult(1));",
        "app.OnShutdown(async () => { await Task.FromResult(1); });"
    )]
    public async Task DropWhatAShutdownHandlerReturns(string statement, string expected) =>
        (await new FixedProject(Project.Wrap(statement)).Apply(new DropShutdownResult()))
            .ShouldHaveSingleItem()
            .Source.ShouldBe(Project.Wrap(expected));

    [Theory]
    [InlineData("app.OnShutdown(Close);", "static int Close() => 1;")]
    [InlineData("app.OnShutdown(() => { return 1; });", "")]
    public async Task LeaveOtherShutdownHandlersAlone(string statement, string members) =>
        (await new FixedProject(Project.Wrap(statement, members)).Apply(new DropShutdownResult())).ShouldBeEmpty();

    [Fact]
    public async Task NameEachCandidateOfAnAmbiguousParameter()
    {
        const string Startup =
            "app.OnStartup(\"a\", () => new Uri(\"/\")); app.OnStartup(\"b\", () => new Uri(\"/\"));";

        var found = await new FixedProject(Project.Wrap(Startup + " app.OnShutdown((Uri db) => { });")).Apply(
            new NameParameter()
        );

        found.Select(fix => fix.Title).ShouldBe(["Mark it [Named(\"a\")]", "Mark it [Named(\"b\")]"]);
        found[1].Source.ShouldBe(Project.Wrap(Startup + " app.OnShutdown(([Named(\"b\")] Uri db) => { });"));
    }

    [Fact]
    public async Task AddTheTypeToTheContext()
    {
        var found = await new FixedProject(Project.Wrap("app.Get(\"/\", () => new Order(1));"), Json).Apply(
            new AddJsonType()
        );

        var fix = found.ShouldHaveSingleItem();
        fix.Title.ShouldBe("Add [JsonSerializable(typeof(global::Order))] to UserJson");
        fix.Json.ShouldBe(
            Json.Replace(
                "[JsonSerializable(typeof(int))]\n",
                "[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(Order))]\n",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task AddTheTypeToAContextWithinAnotherType()
    {
        const string Nested = """
            namespace Shop;

            public record Order(int Id);

            public static class Outer
            {
                [System.Text.Json.Serialization.JsonSerializable(typeof(int))]
                public abstract class UserJson() : System.Text.Json.Serialization.JsonSerializerContext(null);
            }
            """;
        var program = Project.Wrap("app.Get(\"/\", () => new Shop.Order(1));");

        var fix = (await new FixedProject(program, Nested).Apply(new AddJsonType())).ShouldHaveSingleItem();

        fix.Title.ShouldBe("Add [JsonSerializable(typeof(global::Shop.Order))] to Shop.Outer.UserJson");
        fix.Json.ShouldContain("[System.Text.Json.Serialization.JsonSerializable(typeof(Order))]\n    public abstract");
    }

    [Fact]
    public async Task AddTheFirstTypeToABareContext()
    {
        var bare = Json.Replace("[JsonSerializable(typeof(int))]\n", "", StringComparison.Ordinal);

        var found = await new FixedProject(Project.Wrap("app.Get(\"/\", () => new Order(1));"), bare).Apply(
            new AddJsonType()
        );

        found
            .ShouldHaveSingleItem()
            .Json.ShouldContain(
                "// The one context.\n[JsonSerializable(typeof(Order))]\npublic abstract class UserJson"
            );
    }
}
