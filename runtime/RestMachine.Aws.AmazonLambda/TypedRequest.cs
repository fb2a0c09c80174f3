using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace RestMachine.Aws;

/// <summary>
/// An event that a serializer has read, as an event again: one set of rules then makes the request of it. What the types
/// do not hold, handlers do not see.
/// </summary>
internal static class TypedRequest
{
    public static MemoryStream Write(APIGatewayProxyRequest request)
    {
        var context = request.RequestContext;
        return JsonObjects.WriteStream(json =>
        {
            json.WriteString("resource", request.Resource);
            json.WriteString("path", request.Path);
            json.WriteString("httpMethod", request.HttpMethod);
            json.WriteLists("multiValueHeaders", request.MultiValueHeaders);
            json.WriteTexts("queryStringParameters", request.QueryStringParameters);
            json.WriteLists("multiValueQueryStringParameters", request.MultiValueQueryStringParameters);
            WriteContent(json, new(request.Headers, request.PathParameters, request.Body, request.IsBase64Encoded));
            BeginContext(json, context?.RequestId, context?.Stage, context?.DomainName);
            WriteIdentity(json, context?.Identity);
            WriteMembers(json, "authorizer", context?.Authorizer);
            json.WriteEndObject();
        });
    }

    public static MemoryStream Write(APIGatewayHttpApiV2ProxyRequest request)
    {
        var context = request.RequestContext;
        return JsonObjects.WriteStream(json =>
        {
            json.WriteString("version", request.Version);
            json.WriteString("routeKey", request.RouteKey);
            json.WriteString("rawPath", request.RawPath);
            json.WriteString("rawQueryString", request.RawQueryString);
            json.WriteList("cookies", request.Cookies);
            WriteContent(json, new(request.Headers, request.PathParameters, request.Body, request.IsBase64Encoded));
            BeginContext(json, context?.RequestId, context?.Stage, context?.DomainName);
            if (context?.Http is { } http)
            {
                json.WriteStartObject("http");
                json.WriteString("method", http.Method);
                json.WriteString("sourceIp", http.SourceIp);
                json.WriteEndObject();
            }

            WriteAuthorizer(json, context?.Authorizer);
            json.WriteEndObject();
        });
    }

    private static void WriteContent(Utf8JsonWriter json, Content content)
    {
        json.WriteTexts("headers", content.Headers);
        json.WriteTexts("pathParameters", content.PathParameters);
        json.WriteString("body", content.Body);
        json.WriteBoolean("isBase64Encoded", content.IsBase64Encoded);
    }

    private static void BeginContext(Utf8JsonWriter json, string? requestId, string? stage, string? domainName)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("requestId", requestId);
        json.WriteString("stage", stage);
        json.WriteString("domainName", domainName);
    }

    private static void WriteIdentity(Utf8JsonWriter json, APIGatewayProxyRequest.RequestIdentity? identity)
    {
        if (identity is null)
        {
            return;
        }

        json.WriteStartObject("identity");
        json.WriteString("sourceIp", identity.SourceIp);
        json.WriteString("accountId", identity.AccountId);
        json.WriteString("accessKey", identity.AccessKey);
        json.WriteString("caller", identity.Caller);
        json.WriteString("user", identity.User);
        json.WriteString("userArn", identity.UserArn);
        if (identity.ClientCert is { } certificate)
        {
            json.WriteStartObject("clientCert");
            json.WriteString("clientCertPem", certificate.ClientCertPem);
            json.WriteString("subjectDN", certificate.SubjectDN);
            json.WriteString("issuerDN", certificate.IssuerDN);
            json.WriteString("serialNumber", certificate.SerialNumber);
            json.WriteStartObject("validity");
            json.WriteString("notBefore", certificate.Validity?.NotBefore);
            json.WriteString("notAfter", certificate.Validity?.NotAfter);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(
        Utf8JsonWriter json,
        string name,
        IEnumerable<KeyValuePair<string, object>>? members
    )
    {
        if (members is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (member, value) in members)
        {
            json.WriteValue(member, value);
        }

        json.WriteEndObject();
    }

    private static void WriteAuthorizer(
        Utf8JsonWriter json,
        APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription? authorizer
    )
    {
        if (authorizer is null)
        {
            return;
        }

        json.WriteStartObject("authorizer");
        if (authorizer.Jwt is { } jwt)
        {
            json.WriteStartObject("jwt");
            json.WriteTexts("claims", jwt.Claims);
            json.WriteList("scopes", jwt.Scopes);
            json.WriteEndObject();
        }

        WriteMembers(json, "lambda", authorizer.Lambda);
        if (authorizer.IAM is { } iam)
        {
            json.WriteStartObject("iam");
            json.WriteString("accessKey", iam.AccessKey);
            json.WriteString("accountId", iam.AccountId);
            json.WriteString("callerId", iam.CallerId);
            json.WriteString("principalOrgId", iam.PrincipalOrgId);
            json.WriteString("userArn", iam.UserARN);
            json.WriteString("userId", iam.UserId);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>What both formats have.</summary>
    private readonly record struct Content(
        IDictionary<string, string>? Headers,
        IDictionary<string, string>? PathParameters,
        string? Body,
        bool IsBase64Encoded
    );
}
