namespace RestMachine.BenchmarkedApplication;

/// <summary>The cost of a request is flat, however many routes there are.</summary>
internal static class RouteCount
{
    private const int Paths = 512;

    public static void Run() =>
        Measurement.Run(
            9,
            [.. new[] { 10, 100, 1_000, 10_000 }.Select(routes => new Measurement($"{routes} routes", Caller(routes)))]
        );

    /// <summary>The same number of different paths each time, so that caches of the processor are no part of it.</summary>
    private static Action Caller(int routes)
    {
        var app = new RestApplication();
        for (var route = 0; route < routes; route++)
        {
            app.Get($"/area{route % 10}/resource{route}/{{id:int}}", (int id) => "answer");
        }

        app.TestClient().StartAsync().GetAwaiter().GetResult();
        var requests = new Request[Paths];
        for (var index = 0; index < Paths; index++)
        {
            var route = index % 10 * (routes / 10);
            requests[index] = new Request("GET", $"/area{route % 10}/resource{route}/{index}");
        }

        var turn = 0;
        return () =>
        {
            if (app.HandleAsync(requests[turn++ % Paths]).Result.Status != 200)
            {
                throw new InvalidOperationException("A route was not found.");
            }
        };
    }
}
