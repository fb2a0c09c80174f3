using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RestMachine.BenchmarkedApplication;

/// <summary>GET with one int from the path and a JSON result.</summary>
internal static class Dispatch
{
    private const string Expected = """{"Id":7,"Name":"Ada Lovelace","Email":"ada@example.org"}""";

    private const string Explanation = """
        GET /users/7, an int from the path, an object of three members as JSON, one thread, Native AOT.
        RestMachine makes a new Request, matches the route, and answers with a Response and its bytes.
        ASP.NET Core is its RequestDelegate (request delegate generator) without matching: the route value is set by hand; it
        writes to a memory stream. Once with a new DefaultHttpContext and its features for the request, as RestMachine has a new
        Request; once with one context for all, as Kestrel pools them, whose making and clearing is not measured.
        """;

    public static async Task RunAsync()
    {
        var app = RestMachineApplication();
        await using var web = AspNetCoreApplication(out var endpoint);
        var output = new MemoryStream(1024);
        Check(Encoding.UTF8.GetString(Answer(app).Body.Span));
        Invoke(endpoint, NewContext(web, output), output);
        Check(Encoding.UTF8.GetString(output.ToArray()));

        var reused = NewContext(web, output);
        var own = new Measurement("RestMachine", () => Answer(app));
        var fresh = new Measurement(
            "ASP.NET Core, new context",
            () => Invoke(endpoint, NewContext(web, output), output)
        );
        var pooled = new Measurement("ASP.NET Core, reused context", () => Invoke(endpoint, reused, output));
        Console.WriteLine(Explanation);
        Measurement.Run(15, own, fresh, pooled);
        Console.WriteLine($"{"of a new context", -34} {own.RatioTo(fresh)} (bound: 50 % of both)");
        Console.WriteLine($"{"of a reused context", -34} {own.RatioTo(pooled)} (no bound)");
    }

    private static RestApplication RestMachineApplication()
    {
        var app = new RestApplication(BenchmarkJson.Default);
        app.Get("/users/{id:int}", (int id) => new User(id, "Ada Lovelace", "ada@example.org"));
        app.TestClient().StartAsync().GetAwaiter().GetResult();
        return app;
    }

    private static WebApplication AspNetCoreApplication(out RequestDelegate endpoint)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, BenchmarkJson.Default);
            options.SerializerOptions.PropertyNamingPolicy = null;
        });
        var web = builder.Build();
        web.MapGet("/users/{id:int}", (int id) => new User(id, "Ada Lovelace", "ada@example.org"));
        endpoint = ((IEndpointRouteBuilder)web).DataSources.Single().Endpoints.Single().RequestDelegate!;
        return web;
    }

    private static Response Answer(RestApplication app)
    {
        var answer = app.HandleAsync(new Request("GET", "/users/7"));
        return answer.IsCompletedSuccessfully
            ? answer.Result
            : throw new InvalidOperationException("The answer did not come at once.");
    }

    private static DefaultHttpContext NewContext(WebApplication web, MemoryStream output)
    {
        var context = new DefaultHttpContext { RequestServices = web.Services };
        context.Request.Method = "GET";
        context.Request.Path = "/users/7";
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output));
        return context;
    }

    private static void Invoke(RequestDelegate endpoint, DefaultHttpContext context, MemoryStream output)
    {
        output.SetLength(0);
        context.Request.RouteValues["id"] = "7";
        var answer = endpoint(context);
        if (!answer.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The answer did not come at once.");
        }
    }

    private static void Check(string content)
    {
        if (content != Expected)
        {
            throw new InvalidOperationException($"Answered {content}; expected {Expected}");
        }
    }
}
