using RestMachine.Extension.Http;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.ExtensionsApi;

/// <summary>The Extensions API before registration. Source of every path and field: AWS's Extensions API reference.</summary>
internal sealed class ExtensionClient(string host, Ipv4Endpoint platform)
{
    private const string Variable = "AWS_LAMBDA_RUNTIME_API";
    private const string Base = "/2020-01-01/extension";

    public static ExtensionClient FromEnvironment() => For(Environment.GetEnvironmentVariable(Variable));

    public static ExtensionClient For(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            throw new Failure(
                Variable + " is not set. Lambda sets it for every extension: this program is one and runs nowhere else"
            );
        }
        return Ipv4Endpoint.Parse(address) is { } platform
            ? new ExtensionClient(address, platform)
            : throw new Failure(
                Variable + " is \"" + address + "\": expected host:port, the host an IPv4 address or localhost"
            );
    }

    public Registration Register()
    {
        var name = ExtensionName.OfThisFile();
        var answer = Post(
            "/register",
            "Lambda-Extension-Name: " + name + "\r\n",
            """{"events":["SHUTDOWN"]}""",
            Deadline.Never
        );
        if (answer.Status != 200)
        {
            throw new PlatformRefusal("register as " + name, answer);
        }
        return answer.Fields["Lambda-Extension-Identifier"] is { Length: > 0 } identifier
            ? new Registration(this, identifier)
            : throw new Failure("The platform accepted register but sent no Lambda-Extension-Identifier");
    }

    public HttpResponse Get(string path, string fields) =>
        HttpExchange.Send(platform, HttpRequest.Get(host, Base + path, fields), Deadline.Never);

    public HttpResponse Post(string path, string fields, string body, Deadline deadline) =>
        HttpExchange.Send(platform, HttpRequest.Post(host, Base + path, fields, body), deadline);
}
