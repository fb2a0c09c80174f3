using System.Globalization;

namespace RestMachine;

/// <summary>
/// Cross-origin resource sharing as a filter: <c>app.Use(Cors.Allow("https://app.example"))</c>. Registered first it also
/// covers errors, and answers preflights before any filter that would ask them for credentials.
/// </summary>
public static class Cors
{
    private const string RequestMethod = "Access-Control-Request-Method";
    private const string RequestHeaders = "Access-Control-Request-Headers";

    /// <summary>Lets pages of these origins use the application, without credentials.</summary>
    /// <exception cref="ArgumentException">An origin is no origin.</exception>
    public static Filter Allow(params string[] origins) => Allow(new CorsOptions { Origins = origins });

    /// <summary>Lets pages of other origins use the application as the options say.</summary>
    /// <exception cref="ArgumentException">An origin is no origin, or credentials are allowed to everyone.</exception>
    public static Filter Allow(CorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        return (request, next) => AnswerAsync(options, request, next);
    }

    private static async ValueTask<Response> AnswerAsync(CorsOptions options, Request request, Next next)
    {
        var origin = request.Headers["Origin"];
        var isAllowed =
            origin is not null && (IsPublic(options) || options.Origins.Contains(origin, StringComparer.Ordinal));
        var isPreflight =
            request.Method == "OPTIONS" && origin is not null && request.Headers[RequestMethod] is not null;
        var response = isPreflight ? new Response(204) : (await next(request)).Copy();
        if (!IsPublic(options))
        {
            AddVary(response, "Origin");
        }

        if (isAllowed)
        {
            AllowOrigin(options, origin!, response);
        }

        if (isPreflight)
        {
            AddVary(response, $"{RequestMethod}, {RequestHeaders}");
        }

        if (isPreflight && isAllowed)
        {
            AnswerPreflight(options, request, response);
        }

        return response;
    }

    private static void AllowOrigin(CorsOptions options, string origin, Response response)
    {
        response.Headers["Access-Control-Allow-Origin"] = IsPublic(options) ? "*" : origin;
        response.Headers["Access-Control-Allow-Credentials"] = options.AllowCredentials ? "true" : null;
        response.Headers["Access-Control-Expose-Headers"] = Joined(options.ExposedHeaders);
    }

    private static void AnswerPreflight(CorsOptions options, Request request, Response response)
    {
        response.Headers["Access-Control-Expose-Headers"] = null;
        response.Headers["Access-Control-Allow-Methods"] = Joined(options.Methods) ?? request.Headers[RequestMethod];
        response.Headers["Access-Control-Allow-Headers"] =
            Joined(options.RequestHeaders) ?? request.Headers[RequestHeaders];
        response.Headers["Access-Control-Max-Age"] = options.MaxAge is { } age
            ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static void AddVary(Response response, string names)
    {
        var known = response.Headers["Vary"];
        response.Headers["Vary"] = known is null ? names : $"{known}, {names}";
    }

    private static bool IsPublic(CorsOptions options) => options.Origins is ["*"];

    private static string? Joined(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(", ", names);

    private static void Check(CorsOptions options)
    {
        if (IsPublic(options) && options.AllowCredentials)
        {
            throw new ArgumentException(
                "Origins is \"*\" and AllowCredentials is true; browsers refuse that: name the origins.",
                nameof(options)
            );
        }

        if (!IsPublic(options) && options.Origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
        {
            throw new ArgumentException(
                $"\"{wrong}\" is no origin; it is scheme, host and port without a path, for example https://app.example.",
                nameof(options)
            );
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && text == uri.GetLeftPart(UriPartial.Authority);
}
