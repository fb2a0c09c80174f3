namespace RestMachine.Aws.Tests.Events;

public sealed class PathOfAnEvent
{
    [Theory]
    [InlineData("/a%2Fb+c", "/a%252Fb+c")] // Decoded by API Gateway: what is left is a literal percent sign.
    [InlineData("/a b/ü?#", "/a%20b/%C3%BC%3F%23")]
    [InlineData("/plain", "/plain")]
    [InlineData("", "/")]
    public void OfAnHttpApiIsEncodedAgain(string rawPath, string expected) => HttpApi(rawPath).ShouldBe(expected);

    [Theory]
    [InlineData("/a%2Fb+c")]
    [InlineData("/%C3%BC/")]
    public void OfTheOthersIsTakenAsTheClientSentIt(string path)
    {
        const string FunctionUrl = "x.lambda-url.us-west-2.on.aws";
        HttpApi(path, FunctionUrl).ShouldBe(path);
        RestApi(path, domain: "x.execute-api.us-east-2.amazonaws.com", resource: "/{proxy+}").ShouldBe(path);
        TestEvents
            .Read($$$"""{"httpMethod":"GET","path":"{{{path}}}","requestContext":{"elb":{} } }""")
            .Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("/prod/users/1", "/users/1")]
    [InlineData("/prod", "/")]
    [InlineData("/prod/", "/")]
    [InlineData("/production", "/production")]
    public void LosesTheNamedStageOfAnHttpApi(string rawPath, string expected) =>
        HttpApi(rawPath, "x.execute-api.us-east-2.amazonaws.com", stage: "prod").ShouldBe(expected);

    [Fact]
    public void KeepsWhatOnlyLooksLikeAStage()
    {
        RestApi("/prod/1", domain: "x.execute-api.us-east-2.amazonaws.com", stage: "prod").ShouldBe("/prod/1");
        HttpApi("/$default/1", "x.execute-api.us-east-2.amazonaws.com").ShouldBe("/$default/1");
    }

    [Theory]
    [InlineData("/shop/users/7", "/users/{id}", "7", "/users/7")]
    [InlineData("/a/b/users/7/", "/users/{id}", "7", "/users/7/")]
    [InlineData("/users/7", "/users/{id}", "7", "/users/7")]
    [InlineData("/shop/users/a%2Fb", "/users/{id}", "a%2Fb", "/users/a%2Fb")]
    [InlineData("/shop/users/a%2Fb", "/users/{id}", "a/b", "/users/a%2Fb")]
    [InlineData("/shop/users/7/files", "/{proxy+}", "users/7/files", "/users/7/files")]
    [InlineData("/users/7/files/", "/{proxy+}", "users/7/files/", "/users/7/files/")]
    [InlineData("/shop", "/", null, "/")]
    [InlineData("/other/7", "/users/{id}", "7", "/other/7")]
    [InlineData("/shop/other/7", "/users/{id}", "7", "/shop/other/7")]
    public void LosesTheBasePathOfACustomDomain(string path, string resource, string? parameter, string expected)
    {
        RestApi(path, resource, parameter, "api.example.com").ShouldBe(expected);
    }

    [Theory]
    [InlineData("admin/one/7/", "/admin/one/7%2F")] // Decoded, or as it was sent: the client shifts nothing.
    [InlineData("admin/one/7%2F", "/admin/one/7%2F")]
    [InlineData("admin%2Fone", "/admin%2Fone")]
    public void KeepsWhatAClientEncoded(string parameter, string path) =>
        RestApi(path, "/{proxy+}", parameter, "api.example.com").ShouldBe(path);

    [Theory]
    [InlineData("/prod/users/7", "/users/7")]
    [InlineData("/users/7", "/users/7")]
    public void LosesTheStageOfAnHttpApisCustomDomainToo(string rawPath, string expected) =>
        HttpApi(rawPath, "api.example.com", stage: "prod").ShouldBe(expected);

    [Fact]
    public void LosesTheBasePathOfPayloadFormatOneOnACustomDomainByItsRouteKey() =>
        TestEvents
            .Read(
                """
                {"version":"1.0","httpMethod":"GET","path":"/shop/users/7","routeKey":"GET /users/{id}",
                 "pathParameters":{"id":"7"},"requestContext":{"domainName":"api.example.com","stage":"prod"} }
                """
            )
            .Path.ShouldBe("/users/7");

    [Theory]
    [InlineData("/shop/users", "/users")]
    [InlineData("/shop", "/")]
    [InlineData("/shopping", "/shopping")]
    public void LosesTheBasePathThatTheAdapterNames(string path, string expected)
    {
        var payload = $$$"""{"httpMethod":"GET","path":"{{{path}}}","requestContext":{"elb":{} } }""";
        TestEvents.Read(payload, basePath: "/shop").Path.ShouldBe(expected);
    }

    [Theory]
    [InlineData("prod", "/prod/shop/users", "/users")]
    [InlineData("prod", "/prod/users", "/users")]
    [InlineData("$default", "/shop/users", "/users")]
    public void LosesTheNamedStageBeforeTheBasePathThatTheAdapterNames(string stage, string rawPath, string expected) =>
        TestEvents
            .Read(
                $$$"""
                {"rawPath":"{{{rawPath}}}","requestContext":{"stage":"{{{stage}}}","http":{"method":"GET"} } }
                """,
                basePath: "/shop"
            )
            .Path.ShouldBe(expected);

    [Theory]
    [InlineData("shop")]
    [InlineData("/shop/")]
    [InlineData("/")]
    [InlineData("")]
    public void NeedsABasePathThatIsOne(string basePath) =>
        Should
            .Throw<ArgumentException>(() => new AwsApiGatewayAdapter(new RestApplication()) { BasePath = basePath })
            .Message.ShouldContain("expected a slash first, and none last");

    private static string HttpApi(string rawPath, string domain = "localhost", string stage = "$default") =>
        TestEvents
            .Read(
                $$$"""
                {"rawPath":"{{{rawPath}}}","routeKey":"$default",
                 "requestContext":{"domainName":"{{{domain}}}","stage":"{{{stage}}}","http":{"method":"GET"} } }
                """
            )
            .Path;

    private static string RestApi(
        string path,
        string resource = "/{proxy+}",
        string? parameter = null,
        string domain = "",
        string stage = "prod"
    )
    {
        var parameters = parameter is null ? "null" : $$"""{"x":"{{parameter}}"}""";
        return TestEvents
            .Read(
                $$$"""
                {"httpMethod":"GET","path":"{{{path}}}","resource":"{{{resource}}}","pathParameters":{{{parameters}}},
                 "requestContext":{"domainName":"{{{domain}}}","stage":"{{{stage}}}"}}
                """
            )
            .Path;
    }
}
