using System.Diagnostics.CodeAnalysis;

namespace RestMachine.Binding;

/// <content>Header fields, forms, and bodies that are no JSON.</content>
public sealed partial class RouteCall
{
    private const string Identity = "identity";

    private bool IsRejected => _rejection is not null;

    private static string Place(Argument argument) =>
        argument.Origin switch
        {
            ArgumentOrigin.Route or ArgumentOrigin.Segment => "The path's",
            ArgumentOrigin.Header => "The header field",
            ArgumentOrigin.Form or ArgumentOrigin.File => "The form's",
            _ => "The query's",
        };

    private static Problem MissingText(Argument argument) =>
        new(400, Detail: $"{Place(argument)} {argument.Name} is missing.") { Parameter = argument.Parameter.Name };

    private bool TryFindSegment(Argument argument, out ReadOnlySpan<char> text) =>
        argument.Origin == ArgumentOrigin.Route
            ? _exchange.TryGetSegment(argument.RouteIndex, out text)
            : _exchange.TryGetSegment(argument.Name, out text);

    private bool TryFindField(Argument argument, out ReadOnlySpan<char> text)
    {
        if (argument.Origin == ArgumentOrigin.Segment)
        {
            return TryFindSegment(argument, out text);
        }

        var found =
            argument.Origin == ArgumentOrigin.Header ? Request.Headers[argument.Name]
            : TryReadForm(argument, out var form) ? form[argument.Name]
            : null;
        text = found;
        return found is not null;
    }

    private bool Array<T>(int index, TryParse<T> parse, Argument argument, [MaybeNullWhen(false)] out T[] value)
    {
        value = null;
        if (TextsOf(argument) is not { } texts)
        {
            return false;
        }

        var found = new List<T>();
        foreach (var text in texts)
        {
            if (!Parse(index, parse, text, out var item))
            {
                return false;
            }

            found.Add(item);
        }

        value = [.. found];
        return true;
    }

    /// <summary>Null when the form could not be read, which is rejected then.</summary>
    private IEnumerable<string>? TextsOf(Argument argument) =>
        argument.Origin switch
        {
            ArgumentOrigin.Header => Request.Headers.All(argument.Name).SelectMany(HeaderList.Members),
            ArgumentOrigin.Route or ArgumentOrigin.Segment => TryFindSegment(argument, out var text)
                ? [text.ToString()]
                : [],
            _ => TryReadForm(argument, out var form) ? form.All(argument.Name) : null,
        };

    /// <summary>
    /// Nothing here decodes content: coded content is for handlers that take its bytes (RFC 9110, 8.4 and 15.5.16).
    /// </summary>
    private bool IsCoded(Argument argument)
    {
        var coding = Request.Headers["Content-Encoding"];
        if (
            Request.Body.IsEmpty
            || string.IsNullOrEmpty(coding)
            || coding.Equals(Identity, StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        var detail = $"The body has the content coding {coding}; send it without one.";
        Reject(new Problem(415, Detail: detail) { Parameter = argument.Parameter.Name });
        Rejection.Headers["Accept-Encoding"] = Identity;
        return true;
    }

    private bool TryReadForm(Argument argument, out Form form)
    {
        form = null!;
        if (IsCoded(argument))
        {
            return false;
        }

        if (Request.TryReadForm(out form, out var problem))
        {
            return true;
        }

        // No body at all is a form without fields to a parameter that may be left out.
        if (!(argument.Parameter.IsOptional && Request.Body.IsEmpty && Request.ContentType is null))
        {
            Reject((Request.Body.IsEmpty ? MissingForm() : problem!) with { Parameter = argument.Parameter.Name });
        }

        return false;
    }

    private static Problem MissingForm() => new(400, Detail: "The request has no body; a form is expected.");

    private bool Content<T>(Argument argument, [MaybeNullWhen(false)] out T value)
    {
        object? found = argument.Origin switch
        {
            ArgumentOrigin.TextBody => BodyText(argument),
            ArgumentOrigin.StreamBody => new MemoryStream(Request.Body.ToArray(), writable: false),
            ArgumentOrigin.File => TryReadForm(argument, out var form) ? form.File(argument.Name) : null,
            _ => TryReadForm(argument, out var form) ? form : null,
        };
        value = (T)found!;
        return !IsRejected && (found is not null || argument.Parameter.IsOptional || Reject(MissingText(argument)));
    }

    private string? BodyText(Argument argument)
    {
        if (IsCoded(argument))
        {
            return null;
        }

        var isText = Request.ContentType is null || MediaType.IsText(Request.ContentType);
        if (isText && MediaType.CharsetOf(Request.ContentType) is { } charset)
        {
            return charset.GetString(Request.Body.Span);
        }

        var detail = $"The body has to be text in UTF-8, not {Request.ContentType}.";
        Reject(new Problem(415, Detail: detail) { Parameter = argument.Parameter.Name });
        return null;
    }
}
