using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace RestMachine.Aws;

/// <summary>
/// An event that a serializer has read, as an event again: one set of rules then makes the request of it. What the types
/// do not hold, handlers do not see.
/// </summary>
internal static class TypedRequest
{
    public static MemoryStream Write(APIGatewayProxyRequest request) =>
        JsonObjects.WriteStream(json =>
        {
            json.WriteString("resource", request.Resource);
            json.WriteString("path", request.Path);
            json.WriteString("httpMethod", request.HttpMethod);
            json.WriteTexts("headers", request.Headers);
            json.WriteLists("multiValueHeaders", request.MultiValueHeaders);
            json.WriteTexts("queryStringParameters", request.QueryStringParameters);
            json.WriteLists("multiValueQueryStringParameters", request.MultiValueQueryStringParameters);
            json.WriteTexts("pathParameters", request.PathParameters);
            json.WriteString("body", request.Body);
            json.WriteBoolean("isBase64Encoded", request.IsBase64Encoded);
            json.WriteStartObject("requestContext");
            if (request.RequestContext is { } context)
            {
                json.WriteString("requestId", context.RequestId);
                json.WriteString("stage", context.Stage);
                json.WriteString("domainName", context.DomainName);
                WriteIdentity(json, context.Identity);
                WriteAuthorizer(json, context.Authorizer);
            }

            json.WriteEndObject();
        });

    public static MemoryStream Write(APIGatewayHttpApiV2ProxyRequest request) =>
        JsonObjects.WriteStream(json =>
        {
            json.WriteString("version", request.Version);
            json.WriteString("routeKey", request.RouteKey);
            json.WriteString("rawPath", request.RawPath);
            json.WriteString("rawQueryString", request.RawQueryString);
            json.WriteList("cookies", request.Cookies);
            json.WriteTexts("headers", request.Headers);
            json.WriteTexts("pathParameters", request.PathParameters);
            json.WriteString("body", request.Body);
            json.WriteBoolean("isBase64Encoded", request.IsBase64Encoded);
            json.WriteStartObject("requestContext");
            if (request.RequestContext is { } context)
            {
                json.WriteString("requestId", context.RequestId);
                json.WriteString("stage", context.Stage);
                json.WriteString("domainName", context.DomainName);
                json.WriteStartObject("http");
                json.WriteString("method", context.Http?.Method);
                json.WriteString("sourceIp", context.Http?.SourceIp);
                json.WriteEndObject();
                WriteAuthorizer(json, context.Authorizer);
            }

            json.WriteEndObject();
        });

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

    /// <summary>Its values are what the user's serializer made of them: texts, numbers, elements of System.Text.Json.</summary>
    private static void WriteAuthorizer(Utf8JsonWriter json, APIGatewayCustomAuthorizerContext? authorizer)
    {
        if (authorizer is null)
        {
            return;
        }

        json.WriteStartObject("authorizer");
        foreach (var (name, value) in authorizer)
        {
            json.WritePropertyName(name);
            if (value is JsonElement element)
            {
                element.WriteTo(json);
            }
            else
            {
                json.WriteStringValue(value?.ToString());
            }
        }

        json.WriteEndObject();
    }

    private static void WriteAuthorizer(
        Utf8JsonWriter json,
        APIGatewayHttpApiV2ProxyRequest.AuthorizerDescription? authorizer
    )
    {
        if (authorizer?.Jwt is not { } jwt)
        {
            return;
        }

        json.WriteStartObject("authorizer");
        json.WriteStartObject("jwt");
        json.WriteTexts("claims", jwt.Claims);
        json.WriteList("scopes", jwt.Scopes);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
