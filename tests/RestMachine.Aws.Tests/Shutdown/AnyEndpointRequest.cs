using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class AnyEndpointRequest
{
    private const string Ours = "RestMachine-Extension: restmachine-shutdown";

    private static readonly Gen<string> s_field = Gen.Elements(
        Ours,
        "Origin: http://127.0.0.1",
        "Host: 127.0.0.1:8080",
        "Host: example.org",
        "Content-Length: 2",
        "Content-Length: 99999999999",
        "Content-Length: -1",
        "Transfer-Encoding: chunked",
        "restmachine-extension:restmachine-shutdown",
        ": ",
        "\0",
        ""
    );

    [Fact]
    public void IsReadOrRefusedAndNeverTakenWithoutTheFieldOrWithAnOrigin() =>
        Prop.ForAll(Requests().ToArbitrary(), IsJudged).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void OfArbitraryBytesIsNoneOfOurs() =>
        Prop.ForAll<byte[]>(bytes => !EndpointRequest.TryParse(bytes, out _, out _))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Gen<string> Requests() =>
        from method in Gen.Elements("POST", "GET", "post", "")
        from target in Gen.Elements("/shutdown", "/", "/shutdown?", "http://127.0.0.1/shutdown")
        from version in Gen.Elements("HTTP/1.1", "HTTP/1.0", "HTTP/2", "")
        from fields in Gen.ListOf(s_field)
        from body in Gen.Elements("", "{}", "{\"deadlineMs\":1e9}", "[", "\u0001")
        select $"{method} {target} {version}\r\n{string.Join("\r\n", fields)}\r\n\r\n{body}";

    private static bool IsJudged(string text)
    {
        var isTaken = EndpointRequest.TryParse(Encoding.Latin1.GetBytes(text), out var request, out var refusal);
        (request is not null).ShouldBe(isTaken);
        refusal.ShouldBeOneOf(0, 400, 403, 404, 405, 411, 413);
        if (isTaken)
        {
            var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
            head.ShouldStartWith("POST /shutdown HTTP/1.");
            head.ShouldContain("restmachine-shutdown");
            head.ShouldNotContain("Origin");
            head.ShouldNotContain("example.org");
        }

        return true;
    }
}
