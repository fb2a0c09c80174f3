using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace RestMachine.Binding;

/// <content>Arguments, each by its place among the parameters.</content>
public sealed partial class RouteCall
{
    /// <summary>A value from the route or the query that has to be there.</summary>
    public bool Scalar<T>(int index, TryParse<T> parse, [MaybeNullWhen(false)] out T value)
    {
        if (TryFindText(index, out var text))
        {
            return Parse(index, parse, text, out value);
        }

        value = default;
        var name = _arguments[index].Parameter.Name;
        return Reject(new Problem(400, Detail: $"The query has no {name}.") { Parameter = name });
    }

    /// <summary>A value that may be left out; an empty one counts as left out, except for text.</summary>
    public bool Scalar<T>(int index, TryParse<T> parse, T fallback, [MaybeNullWhen(false)] out T value)
    {
        if (TryFindText(index, out var text) && (text.Length > 0 || typeof(T) == typeof(string)))
        {
            return Parse(index, parse, text, out value);
        }

        value = fallback;
        return true;
    }

    /// <summary>A nullable value that may be left out or empty.</summary>
    public bool Nullable<T>(int index, TryParse<T> parse, T? fallback, out T? value)
        where T : struct
    {
        value = fallback;
        if (!TryFindText(index, out var text) || text.Length == 0)
        {
            return true;
        }

        var isParsed = Parse(index, parse, text, out var parsed);
        value = parsed;
        return isParsed;
    }

    /// <summary>Every value of that name in the query; none is an empty array.</summary>
    public bool Array<T>(int index, TryParse<T> parse, [MaybeNullWhen(false)] out T[] value)
    {
        List<T>? found = null;
        var position = 0;
        value = null;
        while (QueryString.TryFind(Request.QueryString, _arguments[index].Parameter.Name, ref position, out var text))
        {
            if (!Parse(index, parse, text, out var item))
            {
                return false;
            }

            (found ??= []).Add(item);
        }

        value = found is null ? [] : [.. found];
        return true;
    }

    /// <summary>A startup value, a service or the body.</summary>
    public bool Value<T>(int index, [MaybeNullWhen(false)] out T value)
    {
        var argument = _arguments[index];
        switch (argument.Origin)
        {
            case ArgumentOrigin.Request:
                value = (T)argument.FromRequest!(Request)!;
                return true;
            case ArgumentOrigin.Startup:
                value = (T)Started(argument.Startup!)!;
                return true;
            case ArgumentOrigin.Service:
                value = Service<T>(_route.Application.Settings.Services!);
                return true;
            case ArgumentOrigin.JsonBody:
                return Body(argument, out value);
            default:
                value = default!;
                return true;
        }
    }

    /// <summary>The body as it came; empty when there is none.</summary>
    public byte[] Bytes() => Request.Body.ToArray();

    private static T Service<T>(IServiceProvider services) =>
        typeof(T) == typeof(IServiceProvider)
            ? (T)services
            : (T?)services.GetService(typeof(T))
                ?? throw new InvalidOperationException($"The services no longer make a {TypeName.Of(typeof(T))}.");

    private static object? Started(StartupHandler handler) =>
        handler.HasValue
            ? handler.Value
            : throw new InvalidOperationException(
                $"Startup handler {handler.Name} has not run: start the application before it handles requests."
            );

    private bool Body<T>(Argument argument, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var name = argument.Parameter.Name;
        if (Request.Body.IsEmpty)
        {
            return argument.Parameter.IsOptional || Reject(MissingBody(name));
        }

        if (!JsonBody.TryRead(Request, (JsonTypeInfo<T>)argument.Json!, out value, out var problem))
        {
            return Reject(problem! with { Parameter = name });
        }

        return value is not null || argument.Parameter.IsOptional || Reject(MissingBody(name));
    }

    private static Problem MissingBody(string parameter) =>
        new(400, Detail: $"The request has no body; {MediaType.Json} is expected.") { Parameter = parameter };

    private bool TryFindText(int index, out ReadOnlySpan<char> text)
    {
        var argument = _arguments[index];
        if (argument.Origin == ArgumentOrigin.Route)
        {
            text = _values[argument.RouteIndex].In(Request.Path);
            return true;
        }

        var position = 0;
        return QueryString.TryFind(Request.QueryString, argument.Parameter.Name, ref position, out text);
    }

    private bool Parse<T>(int index, TryParse<T> parse, ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value)
    {
        if (parse(text, out value))
        {
            return true;
        }

        var (parameter, source) = (_arguments[index].Parameter, _arguments[index].Origin);
        var place = source == ArgumentOrigin.Route ? "path" : "query";
        var detail = $"The {place}'s {parameter.Name} is not a valid {TypeName.Of(typeof(T))}.";
        return Reject(new Problem(400, Detail: detail) { Parameter = parameter.Name });
    }
}
