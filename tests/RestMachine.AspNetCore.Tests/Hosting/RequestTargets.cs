using Microsoft.AspNetCore.Http;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class RequestTargets
{
    [Theory]
    [InlineData("/a%2Fb?x=%26", "", "/a%2Fb", "x=%26")]
    [InlineData("/", "", "/", "")]
    [InlineData("http://host:80/a?b", "", "/a", "b")]
    [InlineData("http://host", "", "/", "")]
    [InlineData("http://host?b", "", "/", "b")]
    [InlineData("*", "", "/", "")]
    [InlineData("/base/a", "/base", "/a", "")]
    [InlineData("/b%61se/two/a%20b?c", "/base/two", "/a%20b", "c")]
    [InlineData("/base", "/base", "/", "")]
    public void AreReadAsTheyWereSent(string raw, string pathBase, string path, string query)
    {
        var request = new DefaultHttpContext().Request;
        request.PathBase = pathBase;

        RequestTarget.Of(raw, request).ShouldBe(new RequestTarget(path, query));
    }
}
