using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.CallSites;

/// <summary>What a type means in a route's signature.</summary>
internal static class KnownTypes
{
    public static ParameterKind KindOf(
        RegistrationKind registration,
        SourceAttribute? source,
        ITypeSymbol type,
        out string? parser
    )
    {
        parser = null;
        if (source is { IsText: false })
        {
            return source.Source == "Body" && IsBytes(type) ? ParameterKind.Bytes : ParameterKind.Value;
        }

        if (source is null && AmbientKind(registration, type) is { } ambient)
        {
            return ambient;
        }

        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            parser = ParserOf(array.ElementType, source is not null);
            return parser is null ? ParameterKind.Value : ParameterKind.Texts;
        }

        parser = ParserOf(TypeNames.WithoutNullable(type), source is not null);
        return parser is null ? ParameterKind.Value : ParameterKind.Text;
    }

    public static ResultKind KindOf(ITypeSymbol result) =>
        result switch
        {
            { SpecialType: SpecialType.System_String } => ResultKind.Text,
            { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } => ResultKind.Untyped,
            _ when IsBytes(result) => ResultKind.Bytes,
            _ when IsOrDerives(result, "System.IO.Stream") => ResultKind.Stream,
            _ when TypeNames.Is(result, "RestMachine.Response") => ResultKind.Response,
            _ when TypeNames.Is(result, "RestMachine.IResult") || Implements(result, "RestMachine.IResult") =>
                ResultKind.Result,
            _ when !SymbolEqualityComparer.Default.Equals(TypeNames.WithoutNullable(result), result) =>
                ResultKind.NullableJson,
            _ => ResultKind.Json,
        };

    /// <summary>Whether its items come one after the other, which no response made at once can wait for.</summary>
    public static bool IsAsyncItems(ITypeSymbol type) =>
        IsAsyncSequence(type) || type.AllInterfaces.Any(IsAsyncSequence);

    /// <summary>The type argument of ILogger&lt;T&gt;; null for every other type.</summary>
    public static string? CategoryOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ILogger", TypeArguments: { Length: 1 } arguments }
        && type.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.Logging"
            ? TypeNames.Of(arguments[0])
            : null;

    public static bool IsException(ITypeSymbol? type) => IsOrDerives(type, "System.Exception");

    private static bool IsAsyncSequence(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "IAsyncEnumerable", TypeArguments.Length: 1 }
        && type.ContainingNamespace.ToDisplayString() == "System.Collections.Generic";

    private static ParameterKind? AmbientKind(RegistrationKind registration, ITypeSymbol type) =>
        IsBytes(type) ? ParameterKind.Bytes
        : registration == RegistrationKind.ErrorHandler && IsException(type) ? ParameterKind.Error
        : TypeNames.Is(type, "RestMachine.Next") ? ParameterKind.Next
        : TypeNames.Is(type, "RestMachine.Request") ? ParameterKind.Request
        : TypeNames.Is(type, "System.Threading.CancellationToken") ? ParameterKind.Cancellation
        : TypeNames.Is(type, "Microsoft.Extensions.Logging.ILogger") ? ParameterKind.Logger
        : null;

    /// <summary>
    /// Only a mark makes text of a type that is not IParsable: an unmarked Uri is as likely a startup value, and must not
    /// become what a client says.
    /// </summary>
    private static string? ParserOf(ITypeSymbol type, bool isMarked) =>
        type switch
        {
            { SpecialType: SpecialType.System_String } => "Parsers.Verbatim",
            { SpecialType: SpecialType.System_DateTime } => "Parsers.Moment",
            _ when TypeNames.Is(type, "System.DateTimeOffset") => "Parsers.MomentWithOffset",
            { TypeKind: TypeKind.Enum } => $"Parsers.Enum<{TypeNames.Of(type)}>",
            _ when ParsesFrom(type, "System.ISpanParsable<TSelf>") => $"Parsers.Span<{TypeNames.Of(type)}>",
            _ when ParsesFrom(type, "System.IParsable<TSelf>") => $"Parsers.Text<{TypeNames.Of(type)}>",
            _ when isMarked => TryMethod.ParserOf(type),
            _ => null,
        };

    private static bool IsBytes(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte };

    private static bool IsOrDerives(ITypeSymbol? type, string name) =>
        type is not null && (TypeNames.Is(type, name) || IsOrDerives(type.BaseType, name));

    private static bool Implements(ITypeSymbol type, string name) =>
        type.AllInterfaces.Any(implemented => TypeNames.Is(implemented, name));

    private static bool ParsesFrom(ITypeSymbol type, string name) =>
        type.AllInterfaces.Any(implemented =>
            TypeNames.Is(implemented, name) && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type)
        );
}
