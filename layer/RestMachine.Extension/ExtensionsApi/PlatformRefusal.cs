using RestMachine.Extension.Http;
using RestMachine.Extension.Json;

namespace RestMachine.Extension.ExtensionsApi;

/// <summary>The platform answered with an error: <c>{"errorMessage","errorType"}</c>.</summary>
internal sealed class PlatformRefusal(string call, HttpResponse answer) : Failure(Describe(call, answer))
{
    public override string Type => "Extension.Refused";

    private static string Describe(string call, HttpResponse answer)
    {
        var json = JsonFields.Read(answer.Body);
        var type = json?.Text("errorType");
        var message = json?.Text("errorMessage");
        return "The platform refused "
            + call
            + " with status "
            + answer.Status
            + ": "
            + (
                type is null && message is null
                    ? answer.Text
                    : (type ?? "no error type") + ", " + (message ?? "no message")
            );
    }
}
