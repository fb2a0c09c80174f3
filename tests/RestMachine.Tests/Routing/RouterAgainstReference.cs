using FsCheck;
using FsCheck.Fluent;
using RestMachine.Binding;
using RestMachine.Routing;

namespace RestMachine.Tests.Routing;

public sealed class RouterAgainstReference
{
    private static readonly RestApplication App = new();

    [Fact]
    public void FindsTheSameRouteAndTheSameValues()
    {
        var matched = 0;

        Prop.ForAll(
                RouteTables.Tables.ToArbitrary(),
                RouteTables.Requests.ArrayOf().ToArbitrary(),
                (table, requests) =>
                {
                    var (router, reference) = Build(table);
                    foreach (var (method, path) in requests)
                    {
                        var found = router.Match(method, path, out var values);
                        var expected = reference.Match(method, path);
                        matched += found is null ? 0 : 1;
                        found.ShouldBe(expected.Route, $"{method} {path}");
                        values.Select(value => value.In(path).ToString()).ShouldBe(expected.Values, $"{found} {path}");
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        matched.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void KnowsTheSameMethodsOfAPath() =>
        Prop.ForAll(
                RouteTables.Tables.ToArbitrary(),
                RouteTables.Requests.ToArbitrary(),
                (table, request) =>
                {
                    var (router, reference) = Build(table);
                    router
                        .RoutesOf(request.Path)
                        .Select(route => route.ToString())
                        .Order(StringComparer.Ordinal)
                        .ShouldBe(
                            reference
                                .RoutesOf(request.Path)
                                .Select(route => route.ToString())
                                .Order(StringComparer.Ordinal)
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>Those of a table that the router takes: it refuses what matches the same requests.</summary>
    private static (Router Router, ReferenceRouter Reference) Build((string Method, string Template)[] table)
    {
        var router = new Router();
        var routes = new List<Route>();
        foreach (var (method, template) in table)
        {
            var route = new Route(App, method, RouteTemplate.Parse(template), Bound($"Table.cs:{routes.Count + 1}"));
            try
            {
                router.Add(route);
                routes.Add(route);
            }
            catch (InvalidOperationException)
            {
                ReferenceRouter.AreAlike(route, routes).ShouldBeTrue($"{route} among {string.Join(", ", routes)}");
            }
        }

        return (router, new ReferenceRouter(routes));
    }

    private static BoundRoute Bound(string place) =>
        new(() => { }, place) { Invoke = static (_, call) => new ValueTask<Response>(call.Nothing()) };
}
