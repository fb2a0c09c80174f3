using System.Text.RegularExpressions;

namespace RestMachine.Cdk;

/// <summary>Somebody who may use a layer: everyone, one account, or the accounts of one organization.</summary>
public sealed partial class LayerSharing
{
    private LayerSharing(string id, string principal, string? organizationId)
    {
        Id = id;
        Principal = principal;
        OrganizationId = organizationId;
    }

    internal string Id { get; }

    internal string Principal { get; }

    internal string? OrganizationId { get; }

    /// <summary>Every AWS account: the layer is public.</summary>
    public static LayerSharing Everyone() => new("Everyone", "*", null);

    /// <param name="accountId">Twelve digits.</param>
    /// <exception cref="ArgumentException">It is no account id.</exception>
    public static LayerSharing Account(string accountId) =>
        AccountId().IsMatch(accountId)
            ? new($"Account{accountId}", accountId, null)
            : throw new ArgumentException(
                $"\"{accountId}\" is no AWS account: expected twelve digits.",
                nameof(accountId)
            );

    /// <param name="organizationId">As AWS Organizations shows it: <c>o-</c> and 10 to 32 letters and digits.</param>
    /// <exception cref="ArgumentException">It is no organization id.</exception>
    public static LayerSharing Organization(string organizationId) =>
        OrganizationIdPattern().IsMatch(organizationId)
            ? new($"Organization{organizationId[2..]}", "*", organizationId)
            : throw new ArgumentException(
                $"\"{organizationId}\" is no organization: expected \"o-\" and 10 to 32 lower-case letters and digits.",
                nameof(organizationId)
            );

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.None, 1000)]
    private static partial Regex AccountId();

    [GeneratedRegex(@"^o-[a-z0-9]{10,32}\z", RegexOptions.None, 1000)]
    private static partial Regex OrganizationIdPattern();
}
