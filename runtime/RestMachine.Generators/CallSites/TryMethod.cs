using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.CallSites;

/// <summary>
/// Types that parse from text by a method of their own, without <c>IParsable</c>:
/// <c>bool TryParse(string, out T)</c>, with or without a provider of formats.
/// </summary>
internal static class TryMethod
{
    /// <summary>The parser as an expression; null for a type that does not parse.</summary>
    public static string? ParserOf(ITypeSymbol type)
    {
        if (TypeNames.Is(type, "System.Uri"))
        {
            return Parser(type, "TryCreate", "global::System.UriKind.RelativeOrAbsolute, ");
        }

        var forms = type.GetMembers("TryParse")
            .OfType<IMethodSymbol>()
            .Where(method => Parses(method, type))
            .Select(method => method.Parameters.Length)
            .ToArray();
        return forms.Contains(3)
                ? Parser(type, "TryParse", "global::System.Globalization.CultureInfo.InvariantCulture, ")
            : forms.Contains(2) ? Parser(type, "TryParse", "")
            : null;
    }

    private static string Parser(ITypeSymbol type, string method, string arguments)
    {
        var name = TypeNames.Of(type);
        return $"static (ReadOnlySpan<char> text, out {name} parsed) => "
            + $"{name}.{method}(text.ToString(), {arguments}out parsed)";
    }

    private static bool Parses(IMethodSymbol method, ITypeSymbol type) =>
        method is { IsStatic: true, IsAbstract: false, IsVirtual: false, IsGenericMethod: false }
        && method is { DeclaredAccessibility: Accessibility.Public, ReturnType.SpecialType: SpecialType.System_Boolean }
        && method.Parameters.FirstOrDefault() is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_String }
        && method.Parameters.Last() is { RefKind: RefKind.Out } parsed
        && SymbolEqualityComparer.Default.Equals(parsed.Type, type)
        && (method.Parameters.Length == 2 || (method.Parameters.Length == 3 && IsProvider(method.Parameters[1])));

    private static bool IsProvider(IParameterSymbol parameter) =>
        parameter.RefKind == RefKind.None && TypeNames.Is(parameter.Type, "System.IFormatProvider");
}
