using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace RestMachine.Aws.AmazonLambda.Tests;

public sealed class TypedHandlers
{
    private readonly RestApplication _application = new();
    private readonly AwsApiGatewayAdapter _adapter;
    private readonly CallersContext _context = new();

    public TypedHandlers() => _adapter = new AwsApiGatewayAdapter(_application).UseAmazonLambda();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswerARestApi()
    {
        _application.Post("/users/{id}", Echo);
        var request = new APIGatewayProxyRequest
        {
            Resource = "/users/{id}",
            Path = "/users/a%2Fb",
            HttpMethod = "POST",
            MultiValueHeaders = new Dictionary<string, IList<string>> { ["X-Tag"] = ["1", "2"] },
            MultiValueQueryStringParameters = new Dictionary<string, IList<string>> { ["tag"] = ["x+y", "a b"] },
            PathParameters = new Dictionary<string, string> { ["id"] = "a%2Fb" },
            RequestContext = new()
            {
                RequestId = "r-1",
                Stage = "prod",
                DomainName = "x.execute-api.us-east-1.amazonaws.com",
                Identity = new()
                {
                    SourceIp = "192.0.2.1",
                    ClientCert = new() { SubjectDN = "CN=client" },
                },
                Authorizer = new() { ["tenant"] = "blue", ["level"] = 7 },
            },
            Body = "AP8=",
            IsBase64Encoded = true,
        };

        var response = await _adapter.HandleEventAsync(request, _context);

        response.StatusCode.ShouldBe(201);
        response.Body.ShouldBe("r-1 a/b x+y,a b 1, 2 192.0.2.1 CN=client blue 00FF");
        response.IsBase64Encoded.ShouldBeFalse();
        response.MultiValueHeaders["Set-Cookie"].Select(cookie => cookie[..3]).ShouldBe(["a=1", "b=2"]);
        response.MultiValueHeaders["Content-Type"].ShouldBe(["text/plain"]);
    }

    [Fact]
    public async Task KnowTheCallerOfEveryAuthorizer()
    {
        _application.Post(
            "/",
            (Request request) =>
                $"{request.Authorizer?.Iam?.UserArn} {request.Authorizer?.Lambda?.GetProperty("tenant").GetString()}"
        );
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            RawPath = "/",
            RequestContext = new()
            {
                Http = new() { Method = "POST" },
                Authorizer = new()
                {
                    IAM = new() { UserARN = "arn" },
                    Lambda = new Dictionary<string, object> { ["tenant"] = "blue" },
                },
            },
        };

        (await _adapter.HandleEventAsync(request, _context)).Body.ShouldBe("arn blue");
        request.RequestContext.Authorizer = new();
        (await _adapter.HandleEventAsync(request, _context)).Body.ShouldBe(" ");
    }

    public static TheoryData<object> Claims =>
        [
            JsonElement.Parse("""{"sub":"7"}"""),
            new Dictionary<string, string> { ["sub"] = "7" },
            new ObjectOfAnotherSerializer("""{ "sub": "7" }"""),
        ];

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task KnowACognitoUserWhateverTheSerializerMadeOfItsClaims(object claims)
    {
        _application.Get("/", (Request request) => $"{request.Authorizer?.Claims.GetValueOrDefault("sub")}");
        var request = new APIGatewayProxyRequest
        {
            HttpMethod = "GET",
            Path = "/",
            RequestContext = new() { Authorizer = new() { ["claims"] = claims } },
        };

        (await _adapter.HandleEventAsync(request, _context)).Body.ShouldBe("7");
    }

    [Fact]
    public async Task HandOnWhatAnAuthorizerReturnedAsItWas()
    {
        _application.Get("/", (Request request) => request.Authorizer!.Lambda!.Value.GetRawText());
        var request = new APIGatewayProxyRequest
        {
            HttpMethod = "GET",
            Path = "/",
            RequestContext = new()
            {
                Authorizer = new()
                {
                    ["text"] = "7",
                    ["number"] = 1.5,
                    ["truth"] = true,
                    ["nothing"] = null!,
                    ["other"] = new ObjectOfAnotherSerializer("no JSON"),
                },
            },
        };

        (await _adapter.HandleEventAsync(request, _context)).Body.ShouldBe(
            """{"text":"7","number":1.5,"truth":true,"nothing":null,"other":"no JSON"}"""
        );
    }

    [Fact]
    public async Task AnswerNothingWhereOnEventTookTheEvent()
    {
        var events = 0;
        _adapter.OnEvent(
            (_, _) =>
            {
                events++;
                return Task.CompletedTask;
            }
        );

        (await _adapter.HandleEventAsync(new APIGatewayProxyRequest(), _context)).ShouldBeNull();
        (await _adapter.HandleEventAsync(new APIGatewayHttpApiV2ProxyRequest(), _context)).ShouldBeNull();
        events.ShouldBe(2);
    }

    [Theory]
    [InlineData("TraceId")]
    [InlineData("TenantId")]
    public void ImplementWhatNewerVersionsOfAmazonsContextHave(string property) =>
        // A non-virtual member would be passed over in favour of the interface's own default.
        typeof(AmazonLambdaContext).GetProperty(property)!.GetMethod.ShouldNotBeNull().IsVirtual.ShouldBeTrue();

    [Fact]
    public async Task AnswerAnHttpApi()
    {
        _application.Post("/users/{id}", Echo);
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            Version = "2.0",
            RouteKey = "$default",
            RawPath = "/prod/users/a b",
            RawQueryString = "tag=x%2By&tag=a+b",
            Cookies = ["theme=dark"],
            Headers = new Dictionary<string, string> { ["x-tag"] = "1, 2" },
            RequestContext = new()
            {
                RequestId = "r-1",
                Stage = "prod",
                DomainName = "x.execute-api.us-east-1.amazonaws.com",
                Http = new() { Method = "POST", SourceIp = "192.0.2.1" },
                Authorizer = new()
                {
                    Jwt = new()
                    {
                        Claims = new Dictionary<string, string> { ["sub"] = "7" },
                        Scopes = ["write"],
                    },
                },
            },
            Body = "ü",
        };

        var response = await _adapter.HandleEventAsync(request, _context);

        response.StatusCode.ShouldBe(201);
        response.Body.ShouldBe("r-1 a b x+y,a b 1, 2 192.0.2.1  7 C3BC");
        response.Cookies.Select(cookie => cookie[..3]).ShouldBe(["a=1", "b=2"]);
        response.Headers["Content-Type"].ShouldBe("text/plain");
    }

    [Fact]
    public async Task PassTheCallersContextOnToHandlersThatAskForIt()
    {
        ILambdaContext? seen = null;
        LambdaContext? ours = null;
        _application.Get(
            "/",
            (ILambdaContext context, LambdaContext same) =>
            {
                (seen, ours) = (context, same);
            }
        );
        using var input = new MemoryStream("""{"httpMethod":"GET","path":"/"}"""u8.ToArray());

        using var answer = await _adapter.HandleEventAsync(input, _context);

        seen.ShouldBeSameAs(_context);
        ours!.AwsRequestId.ShouldBe(_context.AwsRequestId);
        ours.FunctionName.ShouldBe("users");
        ours.InvokedFunctionArn.ShouldBe(_context.InvokedFunctionArn);
        ours.RemainingTime.ShouldBeInRange(TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        (await new StreamReader(answer).ReadToEndAsync(Cancellation)).ShouldContain("\"statusCode\":204");
    }

    [Fact]
    public void GiveAnExecutablesHandlersAContextOfTheSameKind()
    {
        var ours = AmazonLambdaContext.Read(_context);

        var context = new AmazonLambdaContext(ours);

        context.AwsRequestId.ShouldBe(_context.AwsRequestId);
        (context.FunctionName, context.FunctionVersion, context.MemoryLimitInMB).ShouldBe(("users", "7", 512));
        (context.LogGroupName, context.LogStreamName).ShouldBe((_context.LogGroupName, _context.LogStreamName));
        (context.Identity!.IdentityId, context.Identity.IdentityPoolId).ShouldBe(("identity", "pool"));
        var client = context.ClientContext!;
        (client.Client.AppTitle, client.Client.AppPackageName).ShouldBe(("Users", "com.example.users"));
        (client.Client.AppVersionCode, client.Client.AppVersionName).ShouldBe(("12", "1.2"));
        client.Client.InstallationId.ShouldBe("i-7");
        (client.Custom["tour"], client.Environment["locale"]).ShouldBe(("blue", "de_CH"));
    }

    [Fact]
    public async Task NeedTheOneLineThatMakesTheContextInjectable()
    {
        var application = new RestApplication();
        application.Get("/", (ILambdaContext context) => context.AwsRequestId);

        var refusal = await Should.ThrowAsync<InvalidLifecycleException>(() =>
            new AwsApiGatewayAdapter(application).StartAsync(Cancellation)
        );
        refusal.Message.ShouldContain("ILambdaContext");
    }

    private static Response Echo(string id, string[] tag, Request request)
    {
        var caller =
            request.Authorizer?.Lambda?.GetProperty("tenant").GetString()
            ?? request.Authorizer?.Claims.GetValueOrDefault("sub");
        var text =
            $"{request.Id} {id} {string.Join(',', tag)} {request.Headers["X-Tag"]} {request.SourceIp} "
            + $"{request.ClientCertificate?.SubjectDN} {caller} {Convert.ToHexString(request.Body.Span)}";
        var response = new Response(201, "text/plain", Encoding.UTF8.GetBytes(text));
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2"));
        return response;
    }

    private sealed record ObjectOfAnotherSerializer(string Json)
    {
        public override string ToString() => Json;
    }
}
