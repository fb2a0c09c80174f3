namespace PostgresUsers.Tests;

public sealed class IamTokens
{
    // Computed by botocore 1.43.11: generate_db_auth_token with the same values, at the same time. It has two parameters in
    // another order, which means nothing in a query, and nothing to the signature, which sorts them.
    private const string Expected =
        "users.proxy-abc.eu-west-1.rds.amazonaws.com:5432/?Action=connect"
        + "&DBUser=users"
        + "&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIDEXAMPLE%2F20261126%2Feu-west-1%2Frds-db%2Faws4_request"
        + "&X-Amz-Date=20261126T123456Z"
        + "&X-Amz-Expires=900"
        + "&X-Amz-SignedHeaders=host"
        + "&X-Amz-Security-Token=a%2Fsession%2Btoken%3D%3D"
        + "&X-Amz-Signature=e1839de7bdc7a86cf74ffb9244129b5895be7a341ed88f6caf4b7456fbfdb868";

    [Fact]
    public void AreThoseOfTheAwsSdk()
    {
        var now = new DateTimeOffset(2026, 11, 26, 12, 34, 56, TimeSpan.Zero);

        var token = IamToken.For("users.proxy-abc.eu-west-1.rds.amazonaws.com:5432", "users", now, Variable);

        token.Split('&').ShouldBe(Expected.Split('&'), ignoreOrder: true);
    }

    private static string Variable(string name) =>
        name switch
        {
            "AWS_REGION" => "eu-west-1",
            "AWS_ACCESS_KEY_ID" => "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY" => "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "AWS_SESSION_TOKEN" => "a/session+token==",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
        };
}
