using System.Security.Cryptography;
using System.Text;

namespace RestMachine.Cdk;

/// <summary>What the user says of a build; what <c>dotnet</c> is told of it.</summary>
internal sealed record PublishOptions(string? Framework, IReadOnlyDictionary<string, string>? Properties)
{
    public string[] Arguments =>
        [
            .. (Properties ?? new Dictionary<string, string>(StringComparer.Ordinal))
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => Property(property.Key, property.Value)),
        ];

    /// <summary>Different for different options, and empty without any.</summary>
    public string Suffix =>
        Framework is null && Arguments is []
            ? ""
            : $"-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Framework} {string.Join(' ', Arguments)}")))[..8]}";

    // A semicolon or comma would begin the next property.
    public static string Property(string name, string value) =>
        $"-p:{name}="
        + value
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace(";", "%3B", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);
}
