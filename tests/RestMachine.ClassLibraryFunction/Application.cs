using Amazon.Lambda.Core;
using RestMachine.Aws;

namespace RestMachine.ClassLibraryFunction;

/// <summary>One application for both handler classes; the environment chooses its faults.</summary>
internal static class Application
{
    public static RestApplication Create()
    {
        var app = new RestApplication();
        var startup = Environment.GetEnvironmentVariable("STARTUP");
        app.OnStartup("open", (CancellationToken cancellation) => OpenAsync(startup, cancellation));
        app.Get("/hello", (Connection connection) => $"hello {connection.IsOpen}");
        app.Get("/pid", () => $"{Environment.ProcessId}");
        app.Get("/wait", WaitAsync);
        app.OnShutdown("first", () => Console.WriteLine("first handler"));
        app.OnShutdown(
            "close",
            (Connection connection) =>
            {
                connection.IsOpen = false;
                Console.WriteLine("closed");
            }
        );
        return app;
    }

    public static AwsApiGatewayAdapter CreateForAmazonLambda()
    {
        var app = Create();
        app.Post("/echo/{id}", Echo);
        return new AwsApiGatewayAdapter(app).UseAmazonLambda();
    }

    private static Response Echo(string id, Request request, ILambdaContext context)
    {
        var response = new Response(201, "application/octet-stream", request.Body);
        response.Headers.Add("X-Id", id);
        response.Headers.Add("X-Function", $"{context.FunctionName} {context.AwsRequestId.Length}");
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2"));
        return response;
    }

    private static async Task<Connection> OpenAsync(string? fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case null:
                break;
            case "throw":
                throw new InvalidDataException("no such host");
            case "wait":
                Console.WriteLine($"startup waits in {Environment.ProcessId}");
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null);
        }

        return new Connection();
    }

    /// <summary>Holds the connection, so its disposal waits until the cancelled invocation has ended.</summary>
    private static async Task WaitAsync(Connection connection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            Console.WriteLine($"invocation cancelled: {cancellation.IsCancellationRequested}");
        }
    }
}
