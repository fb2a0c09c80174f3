using System.CommandLine.Parsing;
using System.Globalization;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// Values are refused with what was found, what is legal and the option's name.
internal static class ValueParsers
{
    public const string Handover = "handover";

    public static Func<ArgumentResult, int?> Integer(string option, int minimum, int maximum) =>
        result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                && value >= minimum
                && value <= maximum
            )
            {
                return value;
            }
            result.AddError($"{option} is \"{text}\": expected a whole number from {minimum} to {maximum}.");
            return null;
        };

    public static Func<ArgumentResult, decimal?> Seconds(string option, int maximum, decimal above = 0) =>
        result =>
        {
            var text = result.Tokens is [var token] ? token.Value : "";
            if (
                decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value > above
                && value <= maximum
            )
            {
                return value;
            }
            result.AddError(
                FormattableString.Invariant(
                    $"{option} is \"{text}\": expected seconds, more than {above} and at most {maximum}."
                )
            );
            return null;
        };

    public static FrontDoorKind FrontDoor(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        FrontDoorKind? kind = text switch
        {
            "http-api" => FrontDoorKind.HttpApi,
            "function-url" => FrontDoorKind.FunctionUrl,
            "rest-api" => FrontDoorKind.RestApi,
            "alb" => FrontDoorKind.Alb,
            "alb-multi-value" => FrontDoorKind.AlbMultiValue,
            _ => null,
        };
        if (kind is null)
        {
            result.AddError(
                $"--front-door is \"{text}\": expected http-api, function-url, rest-api, alb or alb-multi-value."
            );
        }
        return kind ?? FrontDoorKind.HttpApi;
    }

    public static string? ShutdownMode(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (text is not ("signal" or Handover))
        {
            result.AddError($"--shutdown-mode is \"{text}\": expected signal or handover.");
        }
        return text;
    }

    public static ShutdownReason Reason(ArgumentResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        switch (text.ToUpperInvariant())
        {
            case "SPINDOWN":
                return ShutdownReason.Spindown;
            case "TIMEOUT":
                return ShutdownReason.Timeout;
            case "FAILURE":
                return ShutdownReason.Failure;
            default:
                result.AddError($"--shutdown is \"{text}\": expected spindown, timeout or failure.");
                return default;
        }
    }

    public static RequestLine[] Requests(ArgumentResult result) =>
        Each(
            result,
            RequestLine.TryParse,
            "--request",
            "\"GET /users/1\" or \"POST /users {\\\"name\\\":\\\"Ada\\\"}\""
        );

    public static KeyValuePair<string, string>[] Variables(ArgumentResult result) =>
        Each(result, TryParseVariable, "--env", "NAME=VALUE, and not AWS_LAMBDA_RUNTIME_API, which the emulator sets")
            .Select(variable => variable!.Value)
            .ToArray();

    private static KeyValuePair<string, string>? TryParseVariable(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && text[..equals] != "AWS_LAMBDA_RUNTIME_API"
            ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
            : null;
    }

    private static T[] Each<T>(ArgumentResult result, Func<string, T?> parse, string option, string expected)
    {
        var values = new List<T>();
        foreach (var token in result.Tokens)
        {
            if (parse(token.Value) is { } value)
            {
                values.Add(value);
            }
            else
            {
                result.AddError($"{option} is \"{token.Value}\": expected {expected}.");
            }
        }
        return values.ToArray();
    }
}
