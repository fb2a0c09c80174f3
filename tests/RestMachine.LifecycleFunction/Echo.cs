using RestMachine.Aws;

namespace RestMachine.LifecycleFunction;

/// <summary>Answers with what arrived: the content as it is, the rest in fields.</summary>
internal static class Echo
{
    public static Response Answer(string rest, string tag, Request request, LambdaContext context)
    {
        var response = new Response(201, "application/octet-stream", request.Body);
        response.Headers.Add("X-Rest", rest);
        response.Headers.Add("X-Query", tag);
        response.Headers.Add("X-Field", request.Headers["X-Tag"] ?? "");
        response.Headers.Add("X-Kind", $"{request.LambdaEvent?.Kind}");
        response.Headers.Add("X-Function", context.FunctionName);
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2"));
        return response;
    }
}
