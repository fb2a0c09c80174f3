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
            return Parse(index, parse, text, out value) && NoteRules(index, value);
        }

        value = default;
        return !IsRejected && Reject(MissingText(_arguments[index]));
    }

    /// <summary>A value that may be left out; an empty one counts as left out, except for text.</summary>
    public bool Scalar<T>(int index, TryParse<T> parse, T fallback, [MaybeNullWhen(false)] out T value)
    {
        if (TryFindText(index, out var text) && (text.Length > 0 || typeof(T) == typeof(string)))
        {
            return Parse(index, parse, text, out value) && NoteRules(index, value);
        }

        value = fallback;
        return !IsRejected && NoteRules(index, value);
    }

    /// <summary>A nullable value that may be left out or empty.</summary>
    public bool Nullable<T>(int index, TryParse<T> parse, T? fallback, out T? value)
        where T : struct
    {
        value = fallback;
        if (!TryFindText(index, out var text) || text.Length == 0)
        {
            return !IsRejected && NoteRules(index, value);
        }

        var isParsed = Parse(index, parse, text, out var parsed);
        value = parsed;
        return isParsed && NoteRules(index, value);
    }

    /// <summary>Every value of that name in query, header or form; none is an empty array.</summary>
    public bool Array<T>(int index, TryParse<T> parse, [MaybeNullWhen(false)] out T[] value)
    {
        List<T>? found = null;
        var argument = _arguments[index];
        value = null;
        if (argument.Origin != ArgumentOrigin.Query)
        {
            return Array(index, parse, argument, out value) && NoteRules(index, value);
        }

        var position = 0;
        while (QueryString.TryFind(Request.QueryString, argument.Name, ref position, out var text))
        {
            if (!Parse(index, parse, text, out var item))
            {
                return false;
            }

            (found ??= []).Add(item);
        }

        value = found is null ? [] : [.. found];
        return NoteRules(index, value);
    }

    /// <summary>A startup value, a service or the body.</summary>
    public bool Value<T>(int index, [MaybeNullWhen(false)] out T value) =>
        Find(_arguments[index], out value) && NoteRules(index, value);

    /// <summary>The body as it came; empty when there is none.</summary>
    public byte[] Bytes() => Request.Body.ToArray();

    private bool Find<T>(Argument argument, [MaybeNullWhen(false)] out T value)
    {
        switch (argument.Origin)
        {
            case ArgumentOrigin.Request:
                value = (T)argument.FromRequest!(Request)!;
                return true;
            case ArgumentOrigin.Startup:
                value = (T)Started(argument.Startup!)!;
                return true;
            case ArgumentOrigin.Service:
                value = (T)Service(argument.Parameter);
                return true;
            case ArgumentOrigin.Dependency:
                value = (T)_exchange.Scope.Made(argument.Dependency!)!;
                return true;
            case ArgumentOrigin.JsonBody:
                return Body(argument, out value);
            case ArgumentOrigin.TextBody
            or ArgumentOrigin.StreamBody
            or ArgumentOrigin.WholeForm
            or ArgumentOrigin.File:
                return Content(argument, out value);
            default:
                value = default!;
                return true;
        }
    }

    private object Service(BoundParameter parameter) =>
        _exchange.Scope.Lend(ServiceLookup.Get(_exchange.Scope.Services(_route.Application), parameter))
        ?? throw new InvalidOperationException($"The services no longer make a {TypeName.Of(parameter.Type)}.");

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

        if (IsCoded(argument))
        {
            return false;
        }

        if (!JsonBody.TryRead(Request, argument.Json!, out value, out var problem))
        {
            return Reject(problem! with { Parameter = name });
        }

        return value is null ? argument.Parameter.IsOptional || Reject(MissingBody(name)) : NoteBody(argument, value);
    }

    private static Problem MissingBody(string parameter) =>
        new(400, Detail: $"The request has no body; {MediaType.Json} is expected.") { Parameter = parameter };

    private bool TryFindText(int index, out ReadOnlySpan<char> text)
    {
        var argument = _arguments[index];
        if (argument.Origin == ArgumentOrigin.Route)
        {
            return _exchange.TryGetSegment(argument.RouteIndex, out text);
        }

        if (argument.PrefersPath && _exchange.TryGetSegment(argument.Parameter.Name, out text))
        {
            return true;
        }

        if (argument.Origin != ArgumentOrigin.Query)
        {
            return TryFindField(argument, out text);
        }

        var position = 0;
        return QueryString.TryFind(Request.QueryString, argument.Name, ref position, out text);
    }

    private bool Parse<T>(int index, TryParse<T> parse, ReadOnlySpan<char> text, [MaybeNullWhen(false)] out T value)
    {
        // Numbers of the platform may end in NUL, which only somebody who probes sends.
        if (parse(text, out value) && (typeof(T) == typeof(string) || !text.Contains('\0')))
        {
            return true;
        }

        var argument = _arguments[index];
        var detail = $"{Place(argument)} {argument.Name} is not a valid {TypeName.Of(typeof(T))}.";
        return Reject(new Problem(400, Detail: detail) { Parameter = argument.Parameter.Name });
    }
}
