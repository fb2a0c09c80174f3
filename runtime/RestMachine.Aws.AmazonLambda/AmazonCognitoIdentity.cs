using System.Text.Json;
using Amazon.Lambda.Core;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>A caller's identity out of the Runtime API's header.</summary>
internal sealed class AmazonCognitoIdentity(JsonElement json) : ICognitoIdentity
{
    public string? IdentityId => json.Text("cognitoIdentityId");

    public string? IdentityPoolId => json.Text("cognitoIdentityPoolId");

    public static string? Write(ICognitoIdentity? identity) =>
        identity is null
            ? null
            : JsonObjects.Write(json =>
            {
                json.WriteString("cognitoIdentityId", identity.IdentityId);
                json.WriteString("cognitoIdentityPoolId", identity.IdentityPoolId);
            });
}
