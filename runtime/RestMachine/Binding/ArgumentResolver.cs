using RestMachine.Lifecycle;

namespace RestMachine.Binding;

/// <summary>Decides for every parameter of a route where it comes from, and says what is missing.</summary>
internal sealed partial class ArgumentResolver(
    BoundCall route,
    RestApplicationOptions options,
    StartupValues values,
    List<string> problems
)
{
    public Argument[] Resolve()
    {
        var parameters = route.Bound.Parameters;
        var arguments = new Argument[parameters.Count];
        for (var index = 0; index < arguments.Length; index++)
        {
            arguments[index] = Resolve(parameters[index]);
        }

        CheckBodies(arguments);

        if (
            route.Bound.Json is { } type
            && route.Json is null
            && !options.AllWriters.Any(writer => writer.CanWrite(type))
        )
        {
            problems.Add($"{route}: the result is a {TypeName.Of(type)}; {JsonTypes.HowToAdd(options, type)}");
        }

        return arguments;
    }

    private Argument Resolve(BoundParameter parameter) =>
        parameter.Source switch
        {
            ParameterSource.Ambient => new(parameter, ArgumentOrigin.Ambient),
            ParameterSource.Text => Text(parameter),
            ParameterSource.Texts => Unrivalled(new(parameter, ArgumentOrigin.Query)),
            ParameterSource.Bytes => OfBody(parameter, ArgumentOrigin.BytesBody),
            ParameterSource.Path => Path(parameter),
            ParameterSource.Query => new(parameter, ArgumentOrigin.Query),
            ParameterSource.Header => Header(parameter),
            ParameterSource.Form => OfBody(
                parameter,
                parameter.Type == typeof(FormFile) ? ArgumentOrigin.File : ArgumentOrigin.Form
            ),
            ParameterSource.Body => WholeBody(parameter),
            ParameterSource.Service => Service(parameter),
            _ => Value(parameter),
        };

    private Argument Text(BoundParameter parameter) =>
        route.Template.IndexOf(parameter.Name) is >= 0 and var index
            ? Segment(parameter, index)
            : Unrivalled(new(parameter, ArgumentOrigin.Query) { PrefersPath = !route.IsRoute });

    /// <summary>A secret that startup made must not silently be what the client says.</summary>
    private Argument Unrivalled(Argument argument)
    {
        if (values.FindRival(argument.Parameter) is { } rival)
        {
            var named = rival.GivenName is { } name
                ? $"[Named(\"{name}\")]"
                : "[Named(\"…\")] and give the startup handler that name";
            Report(
                argument.Parameter,
                $"would be the query's, but startup handler '{rival.Name}' makes a {TypeName.Of(argument.Parameter.Type)} "
                    + $"as well; mark it [Query] or {named}."
            );
        }

        return argument;
    }

    private Argument Value(BoundParameter parameter)
    {
        if (route.Application.FindRequestValue(parameter) is { } fromRequest)
        {
            return new(parameter, ArgumentOrigin.Request) { FromRequest = fromRequest };
        }

        if (values.Find(parameter, out var problem) is { } startup)
        {
            return new(parameter, ArgumentOrigin.Startup) { Startup = startup };
        }

        if (problem is not null)
        {
            Report(parameter, $"cannot be bound: {problem}.");
            return new(parameter, ArgumentOrigin.Absent);
        }

        if (route.Application.FindDependency(parameter.Type) is { } dependency)
        {
            return new(parameter, ArgumentOrigin.Dependency) { Dependency = dependency };
        }

        if (IsService(parameter) && !IsRatherTheBody(parameter))
        {
            return new(parameter, ArgumentOrigin.Service);
        }

        if (parameter.Logger is { } make)
        {
            var logger = make(route.Application.LoggerFactory);
            return new(parameter, ArgumentOrigin.Request) { FromRequest = _ => logger };
        }

        return route.HasBody ? Body(parameter) : Missing(parameter);
    }

    private bool IsService(BoundParameter parameter) =>
        options.Services is { } services && ServiceLookup.Knows(services, parameter);

    /// <summary>Items of a JSON type that are no services: a provider would make none of them.</summary>
    private bool IsRatherTheBody(BoundParameter parameter) =>
        route.HasBody
        && ServiceLookup.IsOfNone(options.Services!, parameter)
        && JsonTypes.Find(options, parameter.Type) is not null;

    private Argument Body(BoundParameter parameter)
    {
        if (BodyOf(parameter) is { } body)
        {
            return body;
        }

        var type = TypeName.Of(parameter.Type);
        Report(
            parameter,
            values.FindDerived(parameter.Type) is { } derived
                ? $"is a {type}, but {derived}."
                : $"is a {type} that no startup handler makes and no service is, so it would be the body; "
                    + JsonTypes.HowToAdd(options, parameter.Type)
        );
        return new(parameter, ArgumentOrigin.Absent);
    }

    private Argument Missing(BoundParameter parameter)
    {
        if (!parameter.IsOptional)
        {
            var type = TypeName.Of(parameter.Type);
            Report(
                parameter,
                values.FindDerived(parameter.Type) is { } derived
                    ? $"is a {type}, but {derived}."
                    : $"is a {type}, which does not parse from text of path or query, no startup handler makes and no "
                        + $"service is, and {WithoutBody()}; "
                        + HowToMake(parameter.Type)
            );
        }

        return new(parameter, ArgumentOrigin.Absent);
    }

    private string WithoutBody() =>
        route.IsRoute ? $"{route.Method} has no body" : "only a route's handler receives the body";

    /// <summary>Several values of the query are an array; every other collection is a value like any other.</summary>
    private static string HowToMake(Type type) =>
        typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
            ? "several values of the query come as an array of a type that parses, for example int[]; every other "
                + "collection needs an OnStartup(() => …) with that result, or Services that make it."
            : "register OnStartup(() => …) with that result or supply it through Services.";

    private Argument Segment(BoundParameter parameter, int index)
    {
        if (route.Template.Parameters[index].IsOptional && !parameter.IsOptional)
        {
            Report(parameter, "may be missing from the path; make it nullable or give it a default value.");
        }

        return new(parameter, ArgumentOrigin.Route) { RouteIndex = index };
    }

    private void Report(BoundParameter parameter, string problem) =>
        problems.Add($"{route}: parameter {parameter.Name} {problem}");
}
