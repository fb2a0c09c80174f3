using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RestMachine.BenchmarkedApplication;

/// <summary>
/// GET with one int from the path and a JSON result. RestMachine: a new request, matched, answered with its bytes. ASP.NET
/// Core: the RequestDelegate, without matching (the route value is set by hand), into a memory stream; once with a new
/// DefaultHttpContext a request, and once with one that is used again, as Kestrel does.
/// </summary>
internal static class Dispatch
{
    private const string Expected = """{"Id":7,"Name":"Ada Lovelace","Email":"ada@example.org"}""";

    public static async Task RunAsync()
    {
        var app = RestMachineApplication();
        await using var web = AspNetCoreApplication(out var endpoint);
        var output = new MemoryStream(1024);
        Check(Encoding.UTF8.GetString(Answer(app).Body.Span));
        Invoke(endpoint, NewContext(web, output), output);
        Check(Encoding.UTF8.GetString(output.ToArray()));

        var reused = NewContext(web, output);
        Measurement.Run(
            15,
            new("RestMachine", () => Answer(app)),
            new("ASP.NET Core, new context", () => Invoke(endpoint, NewContext(web, output), output)),
            new("ASP.NET Core, reused context", () => Invoke(endpoint, reused, output))
        );
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
