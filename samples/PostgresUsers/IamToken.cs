using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PostgresUsers;

/// <summary>
/// The password of RDS and RDS Proxy with IAM authentication: the query of a presigned request, by Signature Version 4
/// (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html). It is made here, without a
/// network, for each connection that is opened: one made at INIT would be out of date after 15 minutes. In a project that has the
/// AWS SDK anyway, <c>RDSAuthTokenGenerator</c> of AWSSDK.RDS does the same.
/// </summary>
internal static class IamToken
{
    private const string NoContent = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static string For(NpgsqlConnectionStringBuilder server) =>
        For(
            $"{server.Host}:{server.Port}",
            server.Username!,
            TimeProvider.System.GetUtcNow(),
            name =>
                Environment.GetEnvironmentVariable(name)
                ?? throw new InvalidOperationException(
                    $"{name} is not set: outside of Lambda, write a Password into the connection string in DATABASE."
                )
        );

    internal static string For(string host, string user, DateTimeOffset now, Func<string, string> variable)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{variable("AWS_REGION")}/rds-db/aws4_request";
        // In the order of the alphabet, as the signature has them.
        var query = string.Join(
            '&',
            "Action=connect",
            $"DBUser={Uri.EscapeDataString(user)}",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            $"X-Amz-Credential={Uri.EscapeDataString($"{variable("AWS_ACCESS_KEY_ID")}/{scope}")}",
            $"X-Amz-Date={time}",
            "X-Amz-Expires=900",
            $"X-Amz-Security-Token={Uri.EscapeDataString(variable("AWS_SESSION_TOKEN"))}",
            "X-Amz-SignedHeaders=host"
        );
        var request = $"GET\n/\n{query}\nhost:{host}\n\nhost\n{NoContent}";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes($"AWS4{variable("AWS_SECRET_ACCESS_KEY")}"), Sign);
        return $"{host}/?{query}&X-Amz-Signature={Hex(Sign(key, toSign))}";
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
