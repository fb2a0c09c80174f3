using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RestMachine.Generators.CallSites;

/// <summary>Writes a default value so that the compiler reads back exactly the same constant.</summary>
internal static class Literal
{
    public static string Of(ITypeSymbol type, object? value)
    {
        if (value is null)
        {
            return type.IsReferenceType ? "null" : $"default({TypeNames.Of(type)})";
        }

        var target = TypeNames.WithoutNullable(type);
        return value switch
        {
            _ when target.TypeKind == TypeKind.Enum => $"({TypeNames.Of(target)})({Primitive(value)})",
            _ => Primitive(value),
        };
    }

    private static string Primitive(object value) =>
        value switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            long number => number.ToString(CultureInfo.InvariantCulture) + "L",
            ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
            uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
            byte or sbyte or short or ushort =>
                $"({TypeNames.Keyword(value)})({SymbolDisplay.FormatPrimitive(value, true, false)})",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!,
        };
}
