namespace RestMachine.Aws.Tests.Events;

public sealed class AuthorizersOfEvents
{
    [Fact]
    public void OfJwtHaveClaimsAndScopes()
    {
        var authorizer = HttpApi("""{"jwt":{"claims":{"sub":"7","admin":true,"n":1},"scopes":["a",1]}}""")!;

        authorizer.Claims["sub"].ShouldBe("7");
        authorizer.Claims["admin"].ShouldBe("true");
        authorizer.Scopes.ShouldBe(["a"]);
        (authorizer.Lambda, authorizer.Iam).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("""{"claims":null,"scopes":null}""")] // AWS's own example of payload format 1.0.
    [InlineData("""{"claims":null}""")]
    [InlineData("""{"jwt":null,"lambda":null,"iam":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public void OfNobodyAreNone(string authorizer)
    {
        HttpApi(authorizer).ShouldBeNull();
        RestApi(authorizer, "{}").ShouldBeNull();
    }

    [Fact]
    public void OfLambdaHaveTheContextItReturned() =>
        HttpApi("""{"lambda":{"tenant":"blue"}}""")!.Lambda!.Value.GetProperty("tenant").GetString().ShouldBe("blue");

    [Fact]
    public void OfIamHaveTheCaller() =>
        HttpApi("""{"iam":{"accessKey":"AKIA","accountId":"1","callerId":"c","userArn":"arn","userId":"u"}}""")!
            .Iam.ShouldBe(
                new IamCaller
                {
                    AccessKey = "AKIA",
                    AccountId = "1",
                    CallerId = "c",
                    UserArn = "arn",
                    UserId = "u",
                }
            );

    [Fact]
    public void OfCognitoInARestApiHaveClaims() =>
        RestApi("""{"claims":{"sub":"7"}}""", "{}")!.Claims["sub"].ShouldBe("7");

    [Fact]
    public void OfIamInARestApiStandInTheIdentity() =>
        RestApi("null", """{"userArn":"arn","caller":"c","user":"u","accessKey":"AKIA","accountId":"1"}""")!
            .Iam!.CallerId.ShouldBe("c");

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void AreAbsentWhereNobodyWasAuthorized(string authorizer)
    {
        HttpApi(authorizer).ShouldBeNull();
        RestApi(authorizer, """{"userArn":null}""").ShouldBeNull();
    }

    private static Authorizer? HttpApi(string authorizer) =>
        TestEvents
            .Read($$$"""{"rawPath":"/","requestContext":{"http":{"method":"GET"},"authorizer":{{{authorizer}}} }}""")
            .Authorizer;

    private static Authorizer? RestApi(string authorizer, string identity) =>
        TestEvents
            .Read(
                $$$"""
                {"httpMethod":"GET","path":"/","requestContext":{"authorizer":{{{authorizer}}},"identity":{{{identity}}} }}
                """
            )
            .Authorizer;
}
