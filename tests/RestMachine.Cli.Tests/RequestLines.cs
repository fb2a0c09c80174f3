using RestMachine.Cli.Local;

namespace RestMachine.Cli.Tests;

public sealed class RequestLines
{
    [Theory]
    [InlineData("GET /users/1", "GET", "/users/1", null)]
    [InlineData("get /", "GET", "/", null)]
    [InlineData("  POST  /users  {\"a\": 1}", "POST", "/users", "{\"a\": 1}")]
    public void AreMethodTargetAndBody(string text, string method, string target, string? body)
    {
        RequestLine.TryParse(text).ShouldBe(new RequestLine(method, target, body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("/users")]
    [InlineData("GET users")]
    [InlineData("G3T /users")]
    public void AreRefusedOtherwise(string text)
    {
        RequestLine.TryParse(text).ShouldBeNull();
    }
}
