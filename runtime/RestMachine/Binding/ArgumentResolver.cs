using Microsoft.Extensions.DependencyInjection;
using RestMachine.Lifecycle;

namespace RestMachine.Binding;

/// <summary>Decides for every parameter of a route where it comes from, and says what is missing.</summary>
internal sealed class ArgumentResolver(
    Route route,
    RestApplicationOptions options,
    StartupValues values,
    List<string> problems
)
{
    public Argument[] Resolve()
    {
        var arguments = route.Bound.Parameters.Select(Resolve).ToArray();
        var bodies = arguments.Where(IsBody).Select(argument => argument.Parameter.Name).ToArray();
        if (bodies.Length > 1)
        {
            problems.Add(
                $"{route}: parameters {string.Join(" and ", bodies)} would all be the body; make them one type."
            );
        }

        if (route.Bound.Json is { } type && JsonTypes.Find(options, type) is null)
        {
            problems.Add($"{route}: the result is a {TypeName.Of(type)}; {JsonTypes.HowToAdd(options, type)}");
        }

        return arguments;
    }

    private static bool IsBody(Argument argument) =>
        argument.Origin is ArgumentOrigin.JsonBody or ArgumentOrigin.BytesBody;

    private Argument Resolve(BoundParameter parameter) =>
        parameter.Source switch
        {
            ParameterSource.Ambient => new(parameter, ArgumentOrigin.Ambient),
            ParameterSource.Text => Text(parameter),
            ParameterSource.Texts => new(parameter, ArgumentOrigin.Query),
            ParameterSource.Bytes => Bytes(parameter),
            _ => Value(parameter),
        };

    private Argument Text(BoundParameter parameter) =>
        route.Template.IndexOf(parameter.Name) is >= 0 and var index
            ? new(parameter, ArgumentOrigin.Route) { RouteIndex = index }
            : new(parameter, ArgumentOrigin.Query);

    private Argument Bytes(BoundParameter parameter)
    {
        if (!route.HasBody)
        {
            Report(parameter, $"takes the body, but {route.Method} has none; take it in POST, PUT or PATCH.");
        }

        return new(parameter, ArgumentOrigin.BytesBody);
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

        if (options.Services is { } services && IsService(services, parameter.Type))
        {
            return new(parameter, ArgumentOrigin.Service);
        }

        return route.HasBody ? Body(parameter) : Missing(parameter);
    }

    /// <summary>Asks the provider's register where it has one: making a service just to see has effects.</summary>
    private static bool IsService(IServiceProvider services, Type type) =>
        type == typeof(IServiceProvider)
        || (
            services.GetService(typeof(IServiceProviderIsService)) is IServiceProviderIsService register
                ? register.IsService(type)
                : services.GetService(type) is not null
        );

    private Argument Body(BoundParameter parameter)
    {
        if (JsonTypes.Find(options, parameter.Type) is { } json)
        {
            return new(parameter, ArgumentOrigin.JsonBody) { Json = json };
        }

        Report(
            parameter,
            $"is a {TypeName.Of(parameter.Type)} that no startup handler makes and no service is, so it would be the "
                + $"body; {JsonTypes.HowToAdd(options, parameter.Type)}"
        );
        return new(parameter, ArgumentOrigin.Absent);
    }

    private Argument Missing(BoundParameter parameter)
    {
        if (!parameter.IsOptional)
        {
            Report(
                parameter,
                $"is a {TypeName.Of(parameter.Type)} that no startup handler makes and no service is, and {route.Method} "
                    + "has no body; register OnStartup(() => …) with that result or supply it through Services."
            );
        }

        return new(parameter, ArgumentOrigin.Absent);
    }

    private void Report(BoundParameter parameter, string problem) =>
        problems.Add($"{route}: parameter {parameter.Name} {problem}");
}
