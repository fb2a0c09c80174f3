using System.Text.Json;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>What API Gateway's or the Function URL's authorizer found out about the caller.</summary>
public sealed class Authorizer
{
    private Authorizer() { }

    /// <summary>
    /// The claims of a JWT authorizer (HTTP API) or a Cognito authorizer (REST API): text as it is, everything else as
    /// JSON. Default: empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Claims { get; private init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The scopes that the route asked of the JWT. Default: empty.</summary>
    public IReadOnlyList<string> Scopes { get; private init; } = [];

    /// <summary>What a Lambda authorizer returned as context; <see langword="null"/> without one.</summary>
    public JsonElement? Lambda { get; private init; }

    /// <summary>The caller that signed the request; <see langword="null"/> without IAM authorization.</summary>
    public IamCaller? Iam { get; private init; }

    /// <summary>
    /// Null when nobody was authorized.
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
    /// </summary>
    internal static Authorizer? Of(LambdaEventKind kind, JsonElement requestContext)
    {
        var authorizer = requestContext.Member("authorizer");
        return kind is LambdaEventKind.RestApi ? OfRestApi(authorizer, requestContext) : OfHttpApi(authorizer);
    }

    private static Authorizer? OfHttpApi(JsonElement authorizer)
    {
        var jwt = authorizer.Member("jwt");
        return new Authorizer
        {
            Claims = ReadClaims(jwt.Member("claims")),
            Scopes = ReadScopes(jwt.Member("scopes")),
            Lambda = authorizer.Member("lambda") is { ValueKind: JsonValueKind.Object } lambda ? lambda : null,
            Iam = IamCaller.OfHttpApi(authorizer.Member("iam")),
        }.OrNull();
    }

    /// <summary>Payload format 1.0 of an HTTP API has the claims and scopes of its JWT here, too, or nulls for them.</summary>
    private static Authorizer? OfRestApi(JsonElement authorizer, JsonElement requestContext) =>
        new Authorizer
        {
            Claims = ReadClaims(authorizer.Member("claims")),
            Scopes = ReadScopes(authorizer.Member("scopes")),
            Lambda = HasOwnMembers(authorizer) ? authorizer : null,
            Iam = IamCaller.OfRestApi(requestContext.Member("identity")),
        }.OrNull();

    private static bool HasOwnMembers(JsonElement authorizer) =>
        authorizer.ValueKind == JsonValueKind.Object
        && authorizer.Member("claims").ValueKind != JsonValueKind.Object
        && authorizer
            .EnumerateObject()
            .Any(member => member.Value.ValueKind != JsonValueKind.Null && member.Name is not ("claims" or "scopes"));

    private Authorizer? OrNull() =>
        Claims.Count == 0 && Scopes.Count == 0 && Lambda is null && Iam is null ? null : this;

    private static Dictionary<string, string> ReadClaims(JsonElement claims)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (claims.ValueKind == JsonValueKind.Object)
        {
            foreach (var claim in claims.EnumerateObject())
            {
                found[claim.Name] =
                    claim.Value.ValueKind == JsonValueKind.String ? claim.Value.GetString()! : claim.Value.GetRawText();
            }
        }

        return found;
    }

    private static string[] ReadScopes(JsonElement scopes) =>
        scopes.ValueKind == JsonValueKind.Array
            ?
            [
                .. scopes
                    .EnumerateArray()
                    .Where(scope => scope.ValueKind == JsonValueKind.String)
                    .Select(scope => scope.GetString()!),
            ]
            : [];
}
