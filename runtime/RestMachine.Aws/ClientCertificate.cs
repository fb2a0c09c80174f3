using System.Text.Json;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>The certificate of a client that API Gateway verified by mutual TLS.</summary>
public sealed record ClientCertificate
{
    /// <summary>The certificate in PEM.</summary>
    public string? Pem { get; init; }

    /// <summary>The distinguished name of its subject.</summary>
    public string? SubjectDN { get; init; }

    /// <summary>The distinguished name of its issuer.</summary>
    public string? IssuerDN { get; init; }

    /// <summary>Its serial number, hexadecimal with colons.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The start of its validity, as API Gateway writes it: <c>May 28 12:30:02 2019 GMT</c>.</summary>
    public string? NotBefore { get; init; }

    /// <summary>The end of its validity, in the same form.</summary>
    public string? NotAfter { get; init; }

    /// <summary>Under identity in payload format 1.0, under authentication in 2.0.</summary>
    internal static ClientCertificate? Of(JsonElement requestContext)
    {
        var place = requestContext.Member("authentication");
        place = place.ValueKind == JsonValueKind.Object ? place : requestContext.Member("identity");
        var certificate = place.Member("clientCert");
        return certificate.ValueKind == JsonValueKind.Object
            ? new()
            {
                Pem = certificate.Text("clientCertPem"),
                SubjectDN = certificate.Text("subjectDN"),
                IssuerDN = certificate.Text("issuerDN"),
                SerialNumber = certificate.Text("serialNumber"),
                NotBefore = certificate.Member("validity").Text("notBefore"),
                NotAfter = certificate.Member("validity").Text("notAfter"),
            }
            : null;
    }
}
