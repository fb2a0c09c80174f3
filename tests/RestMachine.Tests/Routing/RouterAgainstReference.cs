using RestMachine.Binding;
using RestMachine.Routing;

namespace RestMachine.Tests.Routing;

public sealed class RouterAgainstReference
{
    private static readonly string[] Pieces = ["a", "b", "7", "{x}", "{x:int}"];
    private static readonly string[] Values = ["a", "b", "7", "8", "c"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FindsTheSameRoute(int seed)
    {
        var random = new Random(seed);
        var matched = 0;
        for (var table = 0; table < 100; table++)
        {
            var routes = Table(random);
            var router = new Router();
            routes.ForEach(router.Add);
            var reference = new ReferenceRouter(routes);
            for (var request = 0; request < 100; request++)
            {
                var path = "/" + string.Join('/', random.GetItems(Values, random.Next(5)));
                var expected = reference.Match(path);
                router.Match("GET", path, out _).ShouldBe(expected, $"{path} among {string.Join(", ", routes)}");
                matched += expected is null ? 0 : 1;
            }
        }

        matched.ShouldBeGreaterThan(1000);
    }

    private static List<Route> Table(Random random)
    {
        var app = new RestApplication();
        var templates = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Template(random));
        return
        [
            .. templates
                .DistinctBy(template => template, StringComparer.Ordinal)
                .Select(template => new Route(app, "GET", RouteTemplate.Parse(template), Bound())),
        ];
    }

    private static string Template(Random random)
    {
        var pieces = random.GetItems(Pieces, random.Next(4)).Select((piece, index) => piece.Replace("x", $"x{index}"));
        var rest = random.Next(5) == 0 ? ["{*rest}"] : Array.Empty<string>();
        return "/" + string.Join('/', pieces.Concat(rest));
    }

    private static BoundRoute Bound() =>
        new(() => { }, "Table.cs:1") { Invoke = static (_, call) => new ValueTask<Response>(call.Nothing()) };
}
