using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Applications;

/// <summary>One registration among the others of its application.</summary>
internal sealed class Registered
{
    private Registered(IInvocationOperation call, IMethodSymbol target, IMethodSymbol invoke)
    {
        Call = call;
        Kind = Registration.KindOf(call);
        Parameters =
        [
            .. HandlerReader.Parameters(target, invoke).Select(pair => new Asked(Kind, pair.Named, pair.Typed)),
        ];
        Result = HandlerReader.AwaitedResult(invoke.ReturnType, out _) is { } result
            ? TypeNames.WithoutNullable(result)
            : null;
    }

    public IInvocationOperation Call { get; }

    public RegistrationKind Kind { get; }

    public IReadOnlyList<Asked> Parameters { get; }

    public ITypeSymbol? Result { get; }

    public bool IsNamed => Call.TargetMethod.Parameters.Length == 2;

    /// <summary>The name given to OnStartup; null when there is none or only the run knows it.</summary>
    public string? Name => Text("name");

    public string Display => Name is { } name ? $"'{name}'" : Result?.ToDisplayString(Short) ?? Kind.ToString();

    public Location Place => Registration.HandlerArgument(Call)!.Value.Syntax.GetLocation();

    private static SymbolDisplayFormat Short => SymbolDisplayFormat.MinimallyQualifiedFormat;

    public static Registered? Read(IInvocationOperation call) =>
        HandlerReader.SignatureOf(call) is var (target, invoke) ? new Registered(call, target, invoke) : null;

    /// <summary>A constant argument by the registration's parameter name.</summary>
    public string? Text(string parameter) =>
        Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value.ConstantValue
            is { HasValue: true, Value: string text }
            ? text
            : null;
}

/// <summary>A parameter that asks for a value of the application.</summary>
internal sealed class Asked(RegistrationKind kind, IParameterSymbol named, IParameterSymbol typed)
{
    private readonly SourceAttribute? _source = SourceAttribute.Of(named);

    public string Name => named.Name;

    public ITypeSymbol Type { get; } = TypeNames.WithoutNullable(typed.Type);

    public Location? Place => named.Locations.FirstOrDefault(location => location.IsInSource);

    /// <summary>Whether a startup value may be meant: not by attribute, and not by what the type means.</summary>
    public bool IsValue =>
        _source is null
        && (
            KnownTypes.KindOf(kind, _source, typed.Type, out _) == ParameterKind.Value || Registration.IsLifecycle(kind)
        );

    /// <summary>Whether it is text of the path or the query, by its type alone.</summary>
    public bool IsText =>
        _source is null
        && KnownTypes.KindOf(kind, _source, typed.Type, out _) is ParameterKind.Text or ParameterKind.Texts;

    public bool IsRequest => TypeNames.Is(Type, "RestMachine.Request");

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired =>
        !named.HasExplicitDefaultValue
        && typed.Type.NullableAnnotation != NullableAnnotation.Annotated
        && SymbolEqualityComparer.Default.Equals(Type, typed.Type);

    /// <summary>The template's name that [Path] asks for.</summary>
    public string? PathName => _source is { Source: "Path" } ? _source.Name ?? Name : null;

    /// <summary>The name given by [Named].</summary>
    public string? ValueName => _source is { Source: SourceAttribute.Named } ? _source.Name : null;
}
