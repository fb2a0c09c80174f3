using System.Text;

namespace RestMachine.Binding;

/// <content>Sources that an attribute demands, and the kinds of body.</content>
internal sealed partial class ArgumentResolver
{
    /// <summary>A form is read once for all its fields; everything else is the one body.</summary>
    private void CheckBodies(Argument[] arguments)
    {
        List<string> bodies = [];
        var isFormNamed = false;
        foreach (var argument in arguments)
        {
            if (argument.IsBody || (argument.IsForm && !isFormNamed))
            {
                bodies.Add(argument.Parameter.Name);
                isFormNamed |= argument.IsForm;
            }
        }

        if (bodies.Count > 1)
        {
            problems.Add(
                $"{route}: parameters {string.Join(" and ", bodies)} would all be the body; make them one type."
            );
        }
    }

    private Argument Path(BoundParameter parameter)
    {
        var name = parameter.ValueName ?? parameter.Name;
        if (!route.IsRoute)
        {
            return new(parameter, ArgumentOrigin.Segment);
        }

        if (route.Template.IndexOf(name) is >= 0 and var index)
        {
            return Segment(parameter, index);
        }

        Report(parameter, $"is of the path, but the template has no {{{name}}}; add it, or take the query's.");
        return new(parameter, ArgumentOrigin.Absent);
    }

    private static Argument Header(BoundParameter parameter) =>
        new(parameter, ArgumentOrigin.Header) { Name = parameter.ValueName ?? Dashed(parameter.Name) };

    private static string Dashed(string name)
    {
        var dashed = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            dashed.Append(char.IsUpper(letter) && dashed.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        }

        return dashed.ToString();
    }

    private Argument OfBody(BoundParameter parameter, ArgumentOrigin origin)
    {
        if (!route.HasBody)
        {
            var reason = route.IsRoute
                ? $"{route.Method} has none; take it in POST, PUT or PATCH"
                : "only a route's handler receives it; take the Request";
            Report(parameter, $"takes the body, but {reason}.");
        }

        return new(parameter, origin);
    }

    private Argument WholeBody(BoundParameter parameter)
    {
        if (parameter.Type == typeof(string))
        {
            return OfBody(parameter, ArgumentOrigin.TextBody);
        }

        if (BodyOf(parameter) is { } body)
        {
            return OfBody(parameter, body.Origin) with { Json = body.Json };
        }

        Report(
            parameter,
            $"is the body, a {TypeName.Of(parameter.Type)}; {JsonTypes.HowToAdd(options, parameter.Type)}"
        );
        return new(parameter, ArgumentOrigin.Absent);
    }

    /// <summary>What a body of that type is read as; null when nothing can read it.</summary>
    private Argument? BodyOf(BoundParameter parameter) =>
        parameter.Type == typeof(byte[]) ? new(parameter, ArgumentOrigin.BytesBody)
        : parameter.Type == typeof(Stream) ? new(parameter, ArgumentOrigin.StreamBody)
        : parameter.Type == typeof(Form) ? new(parameter, ArgumentOrigin.WholeForm)
        : parameter.Type == typeof(FormFile) ? new(parameter, ArgumentOrigin.File)
        : JsonTypes.Find(options, parameter.Type) is { } json
            ? new Argument(parameter, ArgumentOrigin.JsonBody) { Json = json }
        : null;

    private Argument Service(BoundParameter parameter)
    {
        if (IsService(parameter))
        {
            return new(parameter, ArgumentOrigin.Service);
        }

        if (!parameter.IsOptional)
        {
            Report(
                parameter,
                $"is a service, a {ServiceLookup.NameOf(parameter)}, that the provider does not have; register it there "
                    + "and give the application its provider: new RestApplicationOptions { Services = … }."
            );
        }

        return new(parameter, ArgumentOrigin.Absent);
    }
}
