using System.Text.Json;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>The caller of a request that was signed with AWS credentials.</summary>
public sealed record IamCaller
{
    /// <summary>The access key that signed.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The account of the caller.</summary>
    public string? AccountId { get; init; }

    /// <summary>The principal: for a role, its id and the session's name.</summary>
    public string? CallerId { get; init; }

    /// <summary>The principal's ARN.</summary>
    public string? UserArn { get; init; }

    /// <summary>The user's id.</summary>
    public string? UserId { get; init; }

    /// <summary>The organization, where the caller's account belongs to one; HTTP APIs and Function URLs only.</summary>
    public string? PrincipalOrgId { get; init; }

    internal static IamCaller? OfHttpApi(JsonElement iam) =>
        iam.ValueKind == JsonValueKind.Object
            ? new()
            {
                AccessKey = iam.Text("accessKey"),
                AccountId = iam.Text("accountId"),
                CallerId = iam.Text("callerId"),
                UserArn = iam.Text("userArn"),
                UserId = iam.Text("userId"),
                PrincipalOrgId = iam.Text("principalOrgId"),
            }
            : null;

    /// <summary>A REST API's identity has the same members for everybody; without a signature they are empty.</summary>
    internal static IamCaller? OfRestApi(JsonElement identity) =>
        identity.Text("userArn") is { } arn
            ? new()
            {
                AccessKey = identity.Text("accessKey"),
                AccountId = identity.Text("accountId"),
                CallerId = identity.Text("caller"),
                UserArn = arn,
                UserId = identity.Text("user"),
            }
            : null;
}
