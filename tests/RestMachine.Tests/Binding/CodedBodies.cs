using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

/// <summary>Bodies that the client has compressed, which nothing here decodes (RFC 9110, 8.4 and 15.5.16).</summary>
public sealed class CodedBodies
{
    private readonly RestApplication _app = new(TestJson.Default);

    public CodedBodies()
    {
        _app.Post("/json", (User user) => user.Name);
        _app.Post("/text", ([Body] string user) => user);
        _app.Post("/field", ([Form] string user) => user);
        _app.Post("/fields", ([Form] string[] user) => string.Join(',', user));
        _app.Post("/form", (Form user) => user["user"]);
        _app.Post("/bytes", (byte[] user) => $"{user.Length}");
        _app.Post("/stream", (Stream user) => $"{user.Length}");
    }

    [Theory]
    [InlineData("/json", "application/json", "gzip")]
    [InlineData("/text", "text/plain", "br")]
    [InlineData("/field", "application/x-www-form-urlencoded", "gzip, identity")]
    [InlineData("/fields", "application/x-www-form-urlencoded", "x-gzip")]
    [InlineData("/form", "application/x-www-form-urlencoded", "GZIP")]
    public async Task Are415WithTheCodingThatIsTaken(string path, string contentType, string coding)
    {
        var response = await Post(path, contentType, coding, "user={}");

        response.Status.ShouldBe(415);
        response.Headers["Accept-Encoding"].ShouldBe("identity");
        response.Problem().Member("parameter").ShouldBe("user");
        response.Problem().Member("detail").ShouldBe($"The body has the content coding {coding}; send it without one.");
    }

    [Theory]
    [InlineData("/bytes", "gzip", "7")]
    [InlineData("/stream", "gzip", "7")]
    [InlineData("/text", "Identity", "user={}")]
    [InlineData("/text", "", "user={}")]
    public async Task AreTakenAsTheyCame(string path, string coding, string answer) =>
        (await Post(path, "text/plain", coding, "user={}")).Text().ShouldBe(answer);

    [Fact]
    public async Task WithoutContentAreNoBodies() =>
        (await Post("/json", "application/json", "gzip", "")).Status.ShouldBe(400);

    private async Task<Response> Post(string path, string contentType, string coding, string body)
    {
        var request = new Request("POST", path) { Body = System.Text.Encoding.UTF8.GetBytes(body) };
        request.Headers["Content-Type"] = contentType;
        request.Headers["Content-Encoding"] = coding;
        return await _app.HandleAsync(request, TestContext.Current.CancellationToken);
    }
}
