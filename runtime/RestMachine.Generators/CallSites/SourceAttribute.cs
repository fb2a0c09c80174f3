using Microsoft.CodeAnalysis;
using RestMachine.Generators.Validation;

namespace RestMachine.Generators.CallSites;

/// <summary>The attribute by which a parameter says where its value comes from, and the name it gives there.</summary>
internal sealed record SourceAttribute(string Source, string? Name)
{
    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["RestMachine.NamedAttribute"] = Named,
        ["RestMachine.PathAttribute"] = "Path",
        ["RestMachine.QueryAttribute"] = "Query",
        ["RestMachine.HeaderAttribute"] = "Header",
        ["RestMachine.FormAttribute"] = "Form",
        ["RestMachine.BodyAttribute"] = "Body",
        ["RestMachine.ServiceAttribute"] = "Service",
        [KeyedService] = "Service",
    };

    private const string KeyedService = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";

    public const string Named = "Named";

    /// <summary>The key of a keyed service as an expression; null for every other source.</summary>
    public string? Key { get; private init; }

    /// <summary>Whether the value is text that a parser turns into the parameter's type.</summary>
    public bool IsText => Source is "Path" or "Query" or "Header" or "Form";

    public bool IsOfRequest => Source is not (Named or "Service");

    public static SourceAttribute? Of(IParameterSymbol parameter) => All(parameter).FirstOrDefault();

    public static IEnumerable<SourceAttribute> All(IParameterSymbol parameter) =>
        parameter
            .GetAttributes()
            .Where(attribute => attribute.AttributeClass is not null)
            .Select(attribute =>
                Sources.TryGetValue(attribute.AttributeClass!.ToDisplayString(), out var source)
                    ? Read(source, attribute)
                    : null
            )
            .OfType<SourceAttribute>();

    private static SourceAttribute Read(string source, AttributeData attribute)
    {
        var argument = attribute.ConstructorArguments.FirstOrDefault();
        return attribute.AttributeClass!.ToDisplayString() != KeyedService
                ? new SourceAttribute(source, argument.Value as string)
            : argument.IsNull ? new SourceAttribute(source, Name: null)
            : new SourceAttribute(source, Name: null) { Key = AttributeExpression.Value(argument) };
    }
}
