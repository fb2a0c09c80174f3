namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class RequestTargets
{
    [Theory]
    [InlineData("/a%2Fb?x=%26", 0, "/a%2Fb", "x=%26")]
    [InlineData("/", 0, "/", "")]
    [InlineData("http://host:80/a?b", 0, "/a", "b")]
    [InlineData("http://host", 0, "/", "")]
    [InlineData("http://host?b", 0, "/", "b")]
    [InlineData("*", 0, "/", "")]
    [InlineData("/base/a", 1, "/a", "")]
    [InlineData("/b%61se/two/a%20b?c", 2, "/a%20b", "c")]
    [InlineData("/base", 1, "/", "")]
    public void AreReadAsTheyWereSent(string raw, int segmentsBefore, string path, string query)
    {
        RequestTarget.Of(raw, segmentsBefore).ShouldBe(new RequestTarget(path, query));
    }
}
