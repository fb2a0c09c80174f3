using System.Net;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>What a request that came through Lambda knows beyond HTTP. Everywhere else it is <see langword="null"/>.</summary>
public static class RequestExtensions
{
    extension(Request request)
    {
        /// <summary>The event as it came.</summary>
        public LambdaEvent? LambdaEvent => request.Feature<LambdaEvent>();

        /// <summary>What Lambda says about the invocation.</summary>
        public LambdaContext? LambdaContext => request.LambdaEvent?.Context;

        /// <summary>
        /// The address of the TCP connection's client, as the entry saw it. Behind a load balancer it is the last of
        /// <c>X-Forwarded-For</c>, which the load balancer itself appends unless it is set to preserve or remove the field.
        /// </summary>
        public string? SourceIp => request.LambdaEvent is { } lambdaEvent ? FindSourceIp(lambdaEvent, request) : null;

        /// <summary>The X-Ray trace header: the invocation's, else the request's <c>X-Amzn-Trace-Id</c>.</summary>
        public string? TraceId => request.LambdaContext?.TraceId ?? request.Headers["X-Amzn-Trace-Id"];

        /// <summary>What an authorizer found out about the caller; <see langword="null"/> when there was none.</summary>
        public Authorizer? Authorizer =>
            request.LambdaEvent is { } lambdaEvent ? Authorizer.Of(lambdaEvent.Kind, lambdaEvent.RequestContext) : null;

        /// <summary>The client's certificate; <see langword="null"/> without mutual TLS on API Gateway's domain.</summary>
        public ClientCertificate? ClientCertificate =>
            request.LambdaEvent is { } lambdaEvent ? ClientCertificate.Of(lambdaEvent.RequestContext) : null;
    }

    private static string? FindSourceIp(LambdaEvent lambdaEvent, Request request)
    {
        if (lambdaEvent.Kind is not (LambdaEventKind.Alb or LambdaEventKind.AlbMultiValue))
        {
            var place = lambdaEvent.Kind == LambdaEventKind.RestApi ? "identity" : "http";
            return lambdaEvent.RequestContext.Member(place).Text("sourceIp");
        }

        var forwarded = request.Headers["X-Forwarded-For"];
        var last = forwarded?[(forwarded.LastIndexOf(',') + 1)..].Trim();
        return string.IsNullOrEmpty(last) ? null
            : IPEndPoint.TryParse(last, out var client) ? client.Address.ToString()
            : last;
    }
}
