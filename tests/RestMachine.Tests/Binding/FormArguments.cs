using System.Text;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class FormArguments
{
    private readonly RestApplication _app = new(TestJson.Default);

    public FormArguments()
    {
        _app.Post(
            "/",
            ([Form] string name, [Form("id")] int[] ids, [Form] int? age) => $"{name} {string.Join(',', ids)} {age}"
        );
        _app.Post("/file", (FormFile photo, [Form] string? title) => $"{photo} {photo.Content.Length} {title}");
        _app.Post(
            "/whole",
            (Form form) =>
                $"{form["a"]} {form["A"]} {string.Join(',', form.All("b"))} {form.Fields.Count} {form.Files.Count}"
        );
        _app.Post("/optional", ([Form] string? name) => $"name {name}");
    }

    [Fact]
    public async Task ComeFromUrlEncodedPairs()
    {
        (await Post("/", "name=Ada+L%C3%B6w&id=1&id=2&age=")).Text().ShouldBe("Ada Löw 1,2 ");
        (await Post("/whole", "a=1&&b=2&b=%26&c")).Text().ShouldBe("1  2,& 4 0");
    }

    [Fact]
    public async Task ComeFromTheParts()
    {
        var body = """
            preamble
            --x y
            Content-Disposition: form-data; name="name"

            Ada
            --x y
            content-disposition: form-data; name=id

            7
            --x y--
            epilogue
            """;

        (await Post("/", Lines(body), "multipart/form-data; boundary=\"x y\"")).Text().ShouldBe("Ada 7 ");
    }

    [Fact]
    public async Task IncludeFilesByteForByte()
    {
        var body = """
            --b
            Content-Disposition: form-data; name="photo"; filename="C:\a %22b%22;.png\\%0d%0A"
            Content-Type: image/png

            line
            --not a boundary

            --b
            Content-Disposition: form-data; name="title"


            --b--
            """;

        var response = await Post("/file", Lines(body), "multipart/form-data; boundary=b");

        response
            .Text()
            .ShouldStartWith("FormFile { Name = photo, FileName = C:\\a \"b\";.png\\\r\n, ContentType = image/png,");
        response.Text().ShouldEndWith(" 24 ");
    }

    [Theory]
    [InlineData("/", "name=a", "application/json", 415, "name")]
    [InlineData("/", "name=a", null, 415, "name")]
    [InlineData("/", "", null, 400, "name")]
    [InlineData("/", "id=1", Form.UrlEncoded, 400, "name")]
    [InlineData("/", "name=a&id=x", Form.UrlEncoded, 400, "ids")]
    [InlineData("/", "name=a&age=x", Form.UrlEncoded, 400, "age")]
    [InlineData("/file", "photo=a", Form.UrlEncoded, 400, "photo")]
    [InlineData("/whole", "{}", "application/json", 415, "form")]
    [InlineData("/optional", "{}", "application/json", 415, "name")]
    [InlineData("/optional", "", "application/json", 400, "name")]
    public async Task SayWhatIsWrong(string path, string body, string? contentType, int status, string parameter)
    {
        var response = await Post(path, body, contentType);

        response.Status.ShouldBe(status);
        response.Problem().Member("parameter").ShouldBe(parameter);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--b")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\nAda\r\n--b--")]
    [InlineData("--b\r\nContent-Disposition: attachment; name=\"name\"\r\n\r\nAda\r\n--b--")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"name\"\r\nAda\r\n--b--")]
    [InlineData("--bc\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--bc--")]
    [InlineData("--bc\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--b--")]
    [InlineData("Ada")]
    public async Task ThatAreTornAre400(string body)
    {
        var response = await Post("/", body, "multipart/form-data; boundary=b");

        response.Status.ShouldBe(400);
        response.Problem().Member("detail").ShouldBe("The body is not the multipart/form-data its Content-Type says.");
    }

    [Theory]
    [InlineData(70, 1024, 200)]
    [InlineData(71, 1, 400)]
    [InlineData(1, 1025, 400)]
    public async Task HaveABoundaryAndPartsWithinBounds(int boundary, int parts, int status)
    {
        var delimiter = $"--{new string('b', boundary)}";
        var part = $"{delimiter}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n";
        var body = $"{string.Concat(Enumerable.Repeat(part, parts))}{delimiter}--";

        (await Post("/", body, $"multipart/form-data; boundary={delimiter[2..]}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task HaveFilesThatAreTextUnlessTheySayOtherwise()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\n\r\n--b--";

        (await Post("/file", Body, "multipart/form-data; boundary=b"))
            .Text()
            .ShouldContain("ContentType = text/plain,");
    }

    [Fact]
    public async Task MayBeLeftOutWithTheWholeBody() => (await Post("/optional", "", null)).Text().ShouldBe("name ");

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");

    private Task<Response> Post(string path, string body, string? contentType = Form.UrlEncoded)
    {
        var request = new Request("POST", path) { Body = Encoding.UTF8.GetBytes(body) };
        request.Headers["Content-Type"] = contentType;
        return _app.HandleAsync(request, TestContext.Current.CancellationToken).AsTask();
    }
}
