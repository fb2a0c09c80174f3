using System.Globalization;

namespace RestMachine.BenchmarkedApplication;

internal sealed record Configuration(string Name);

internal sealed record Clock(string Name);

internal sealed record Database(string Name);

internal sealed record Repository(string Name);

/// <summary>From the first line of Main until the application is ready: 100 routes, 5 startup handlers.</summary>
internal static class Startup
{
    public static void Run(CpuTime begin)
    {
        var app = new RestApplication(BenchmarkJson.Default);
        app.OnStartup(() => new Configuration("settings"));
        app.OnStartup(() => new Clock("clock"));
        app.OnStartup((Configuration configuration) => new Database(configuration.Name));
        app.OnStartup((Database database) => new Repository(database.Name));
        app.OnStartup("warm", (Repository repository, Clock clock) => $"{repository.Name} {clock.Name}");
        HundredRoutes.Add(app);
        app.TestClient().StartAsync().GetAwaiter().GetResult();

        var used = CpuTime.Now() - begin;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{used.Thread.TotalMilliseconds:F3} {used.Process.TotalMilliseconds:F3}"
            )
        );
    }
}
