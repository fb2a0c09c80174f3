using System.Text;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public class EndpointRequests
{
    private const string Ours = "RestMachine-Extension: restmachine-shutdown\r\n";

    [Fact]
    public void AreReadWithReasonAndDeadline()
    {
        var request = Accept($$"""{"reason":"spindown","deadlineMs":1790000000000}""");

        request.Reason.ShouldBe("spindown");
        request.Deadline.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"reason":7,"deadlineMs":"soon"}""")]
    [InlineData("""{"deadlineMs":1e400}""")]
    [InlineData("""{"deadlineMs":99999999999999999}""")]
    public void MayLackBothMembers(string body)
    {
        var request = Accept(body);

        request.Reason.ShouldBeNull();
        request.Deadline.ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:9000")]
    public void ComeToALoopbackName(string host) =>
        EndpointRequest
            .TryParse(Encoding.ASCII.GetBytes(Post($"{Ours}Host: {host}\r\n", "")), out _, out _)
            .ShouldBeTrue();

    [Fact]
    public void AreIncompleteAtEveryByteBeforeTheLast()
    {
        var bytes = Encoding.ASCII.GetBytes(Post(Ours, """{"reason":"x"}"""));
        for (var length = 0; length < bytes.Length; length++)
        {
            EndpointRequest.TryParse(bytes.AsSpan(0, length), out _, out var refusal).ShouldBeFalse();
            refusal.ShouldBe(0);
        }

        EndpointRequest.TryParse(bytes, out var request, out _).ShouldBeTrue();
        request!.Reason.ShouldBe("x");
    }

    [Theory]
    [InlineData("POST /shutdown HTTP/1.1\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\nRestMachine-Extension: other\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Origin: http://x\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "origin:\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Host: rebound.example\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Host: 127.0.0.1\r\nHost: rebound.example\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Sec-Fetch-Site: cross-site\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.0\r\n" + Ours + "Host: evil.example\r\n\r\n", 403)]
    [InlineData("POST /shutdown HTTP/1.1\r\nX-Name: a\nRestMachine-Extension: restmachine-shutdown\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\nX-Name: a\rb\r\n" + Ours + "\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Origin : http://evil\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + " Origin: http://evil\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "no colon\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + Ours + "\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: 0\r\nContent-Length: 2\r\n\r\n{}", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Host: 127.0.0.1.example:8080\r\n\r\n", 403)]
    [InlineData("GET /shutdown HTTP/1.1\r\n" + Ours + "\r\n", 405)]
    [InlineData("POST /other HTTP/1.1\r\n" + Ours + "\r\n", 404)]
    [InlineData("POST /shutdown?x HTTP/1.1\r\n" + Ours + "\r\n", 404)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Transfer-Encoding: chunked\r\n\r\n", 411)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: 5000\r\n\r\n", 413)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: 2\r\n\r\n[]", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: 2\r\n\r\n{x", 400)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", 400)]
    [InlineData("POST /shutdown HTTP/1.1\r\n" + Ours + "Content-Length: 19\r\n\r\n{\"reason\":\"\\ud800\"}", 400)]
    public void AreRefusedUnlessTheyAreOurs(string text, int status)
    {
        EndpointRequest.TryParse(Encoding.ASCII.GetBytes(text), out _, out var refusal).ShouldBeFalse();

        refusal.ShouldBe(status);
    }

    private static string Post(string fields, string body) =>
        $"POST /shutdown HTTP/1.1\r\n{fields}Content-Length: {body.Length}\r\n\r\n{body}";

    private static EndpointRequest Accept(string body)
    {
        EndpointRequest.TryParse(Encoding.ASCII.GetBytes(Post(Ours, body)), out var request, out _).ShouldBeTrue();
        return request!;
    }
}
