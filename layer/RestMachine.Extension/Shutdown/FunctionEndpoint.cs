using RestMachine.Extension.Http;

namespace RestMachine.Extension.Shutdown;

/// <summary>The endpoint of a function that lives: <c>POST /shutdown</c> on loopback.</summary>
internal static class FunctionEndpoint
{
    /// <summary>The field without which the function refuses: a page that fetches the address cannot send it.</summary>
    private const string Identification = "RestMachine-Extension: restmachine-shutdown\r\n";

    public static HttpResponse Post(int port, ShutdownRequest request) =>
        HttpExchange.Send(
            new Ipv4Endpoint(Ipv4Endpoint.Loopback, port),
            HttpRequest.Post("127.0.0.1:" + port, "/shutdown", Identification, request.Json),
            request.Deadline
        );
}
