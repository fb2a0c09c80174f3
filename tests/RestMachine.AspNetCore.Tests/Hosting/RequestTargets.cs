namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class RequestTargets
{
    [Theory]
    [InlineData("/a%2Fb?x=%26", "", 0, "/a%2Fb", "x=%26")]
    [InlineData("/", "", 0, "/", "")]
    [InlineData("http://host:80/a?b", "", 0, "/a", "b")]
    [InlineData("http://host", "", 0, "/", "")]
    [InlineData("http://host?b", "", 0, "/", "b")]
    [InlineData("*", "", 0, "/", "")]
    [InlineData("/base/a", "/base", 0, "/a", "")]
    [InlineData("/b%61se/two/a%20b?c", "/Base/two", 0, "/a%20b", "c")]
    [InlineData("/base", "/base", 0, "/", "")]
    [InlineData("/base/", "/base", 0, "/", "")]
    [InlineData("/group/a", "", 1, "/a", "")]
    [InlineData("/group", "", 1, "/", "")]
    [InlineData("/base/a%2Fb/group/c", "/base", 2, "/c", "")]
    public void AreReadAsTheyWereSent(string raw, string pathBase, int group, string path, string query) =>
        RequestTarget.Of(raw, pathBase, group).ShouldBe(new RequestTarget(path, query));

    [Theory]
    [InlineData("/users/1", "/shop", "/users/1")]
    [InlineData("/users", "/shop/a", "/users")]
    [InlineData("/", "/shop", "/")]
    public void KeepTheirPathWhereAProxyHasTakenOffThePathBase(string raw, string pathBase, string path) =>
        RequestTarget.Of(raw, pathBase, 0).Path.ShouldBe(path);
}
