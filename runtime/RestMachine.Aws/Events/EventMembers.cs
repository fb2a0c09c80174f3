using System.Runtime.InteropServices;

namespace RestMachine.Aws.Events;

/// <summary>What one pass over an event found.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct EventMembers
{
    /// <summary><c>httpMethod</c>, of payload format 1.0 and load balancers.</summary>
    public string? Method { get; set; }

    /// <summary><c>requestContext.http.method</c>, of payload format 2.0.</summary>
    public string? ContextMethod { get; set; }

    public string? Path { get; set; }

    public string? RawPath { get; set; }

    public string? RawQueryString { get; set; }

    /// <summary><c>resource</c> of payload format 1.0, or the path of <c>routeKey</c> of 2.0.</summary>
    public string? Template { get; set; }

    public string? Stage { get; set; }

    public string? DomainName { get; set; }

    public string? RequestId { get; set; }

    public Headers? Headers { get; set; }

    /// <summary><c>cookies</c> as one field's value.</summary>
    public string? Cookies { get; set; }

    public Slice Body { get; set; }

    public Slice Query { get; set; }

    public Slice MultiValueQuery { get; set; }

    public Slice PathParameters { get; set; }

    public Slice RequestContext { get; set; }

    public bool IsBase64Encoded { get; set; }

    /// <summary><c>version</c> is <c>1.0</c>: a REST API's events have no version, those of an HTTP API do.</summary>
    public bool IsVersionOne { get; set; }

    public bool HasMultiValueHeaders { get; set; }

    /// <summary>Amazon's types and hand-made events may have them beside filled <c>headers</c>, which count then.</summary>
    public bool HasEmptyMultiValueHeaders { get; set; }

    public bool IsFromLoadBalancer { get; set; }

    /// <summary>An API Gateway authorizer is asked about a request; it looks like one but is answered differently.</summary>
    public bool IsForAuthorizer { get; set; }

    public readonly LambdaEventKind Kind =>
        IsForAuthorizer ? LambdaEventKind.Other
        : ContextMethod is not null && RawPath is not null
            ? IsFunctionUrl ? LambdaEventKind.FunctionUrl
                : LambdaEventKind.HttpApi
        : Method is null || Path is null ? LambdaEventKind.Other
        : !IsFromLoadBalancer ? LambdaEventKind.RestApi
        : HasMultiValueHeaders || (HasEmptyMultiValueHeaders && Headers is null or { Count: 0 })
            ? LambdaEventKind.AlbMultiValue
        : LambdaEventKind.Alb;

    private readonly bool IsFunctionUrl =>
        DomainName is not null && DomainName.Contains(".lambda-url.", StringComparison.Ordinal);
}
