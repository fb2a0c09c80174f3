using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Validation;

/// <summary>The rules among attributes, written as expressions; those that need reflection are refused.</summary>
internal sealed class RuleList
{
    private const string Annotations = "System.ComponentModel.DataAnnotations";

    public RuleList(
        IEnumerable<AttributeData> attributes,
        ITypeSymbol value,
        List<(string Rule, string Reason)> refused
    )
    {
        foreach (var attribute in attributes.Where(IsRule).OrderBy(attribute => !IsNamed(attribute, "Required")))
        {
            Add(attribute, value, refused);
        }
    }

    public List<string> Plain { get; } = [];

    public List<string> Lengths { get; } = [];

    public AttributeData? Comparison { get; private set; }

    public static string DisplayName(string property, IEnumerable<AttributeData> attributes) =>
        attributes
            .Where(attribute => IsNamed(attribute, "Display"))
            .SelectMany(attribute => attribute.NamedArguments)
            .Where(argument => argument.Key == "Name")
            .Select(argument => argument.Value.Value as string)
            .FirstOrDefault()
        ?? property;

    private void Add(AttributeData attribute, ITypeSymbol value, List<(string Rule, string Reason)> refused)
    {
        var name = attribute.AttributeClass!.ToDisplayString();
        if (IsNamed(attribute, "Compare"))
        {
            Comparison = attribute;
        }
        else if (IsLength(attribute))
        {
            var isCollection = value.SpecialType != SpecialType.System_String;
            (isCollection ? Lengths : Plain).Add(AttributeExpression.Of(attribute));
        }
        else if (NeedsReflection(attribute))
        {
            refused.Add((name, "needs reflection"));
        }
        else if (!IsVisible(attribute.AttributeClass))
        {
            refused.Add((name, "is not visible to generated code"));
        }
        else
        {
            Plain.Add(AttributeExpression.Of(attribute));
        }
    }

    public static bool IsRule(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (TypeNames.Is(type, $"{Annotations}.ValidationAttribute"))
            {
                return attribute.AttributeConstructor is not null;
            }
        }

        return false;
    }

    private static bool IsNamed(AttributeData attribute, string name) =>
        TypeNames.Is(attribute.AttributeClass, $"{Annotations}.{name}Attribute");

    private static bool IsLength(AttributeData attribute) =>
        IsNamed(attribute, "MinLength") || IsNamed(attribute, "MaxLength") || IsNamed(attribute, "Length");

    /// <summary>Its constructor says so itself: Range of a type and two texts, CustomValidation.</summary>
    private static bool NeedsReflection(AttributeData attribute) =>
        IsNamed(attribute, "CustomValidation")
        || attribute
            .AttributeConstructor!.GetAttributes()
            .Any(found =>
                TypeNames.Is(found.AttributeClass, "System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute")
            );

    private static bool IsVisible(INamedTypeSymbol? type) =>
        type is null
        || (
            !type.IsFileLocal
            && type.DeclaredAccessibility
                is Accessibility.Public
                    or Accessibility.Internal
                    or Accessibility.ProtectedOrInternal
            && IsVisible(type.ContainingType)
        );
}
