using Microsoft.CodeAnalysis;
using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Validation;

/// <summary>Reads the rules that a body's attributes state, through everything that it is made of.</summary>
internal sealed class ValidationReader
{
    private readonly Dictionary<string, ValidatedType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    private ValidationReader() { }

    /// <summary>Attributes that generated code cannot hold a value to, each with the reason.</summary>
    public List<(string Rule, string Reason)> Refused { get; } = [];

    /// <summary>The rules of a body of this type; null when there are none.</summary>
    public static ValidatedBody? Read(ITypeSymbol body) => Read(body, out _);

    public static ValidatedBody? Read(ITypeSymbol body, out IReadOnlyList<(string Rule, string Reason)> refused)
    {
        var reader = new ValidationReader();
        var (shape, type) = PartTypes.Of(body);
        reader.Visit(type);
        refused = reader.Refused;
        var types = reader.WithRules();
        var name = TypeNames.Of(type);
        return types.Any(found => found.Type == name)
            ? new ValidatedBody(new ValidatedPart(shape, name), new([.. types]))
            : null;
    }

    private void Visit(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named || !PartTypes.MayHaveRules(named) || !_seen.Add(named))
        {
            return;
        }

        var members = PropertiesOf(named).Select(property => ReadMember(named, property)).ToArray();
        var rules = new RuleList(named.GetAttributes(), named, Refused);
        var validatesItself = named.AllInterfaces.Any(implemented =>
            TypeNames.Is(implemented, "System.ComponentModel.DataAnnotations.IValidatableObject")
        );
        var name = TypeNames.Of(named);
        _types[name] = new ValidatedType(name, new([.. rules.Plain]), validatesItself, new(members));
    }

    private ValidatedMember ReadMember(INamedTypeSymbol type, IPropertySymbol property)
    {
        var attributes = property.GetAttributes().Concat(ParameterAttributes(type, property)).ToArray();
        var rules = new RuleList(attributes, property.Type, Refused);
        var (shape, part) = PartTypes.Of(property.Type);
        Visit(part);
        return new ValidatedMember(
            property.Name,
            NameFrom(attributes, "System.Text.Json.Serialization.JsonPropertyNameAttribute"),
            RuleList.DisplayName(property.Name, attributes),
            new([.. rules.Plain]),
            new([.. rules.Lengths])
        )
        {
            Compared = rules.Comparison is { } comparison
                ? ComparedMembers.Read(comparison, property, PropertiesOf(type), Refused)
                : null,
            Part = new ValidatedPart(shape, TypeNames.Of(part)),
        };
    }

    /// <summary>The types that have rules, or are made of one that has; members without any are left out.</summary>
    private List<ValidatedType> WithRules()
    {
        var ruled = new HashSet<string>(StringComparer.Ordinal);
        bool IsRuled(ValidatedMember member) =>
            member is { Rules.Count: > 0 } or { LengthRules.Count: > 0 } or { Compared: not null }
            || ruled.Contains(member.Part!.Type);
        int before;
        do
        {
            before = ruled.Count;
            ruled.UnionWith(
                _types
                    .Values.Where(type => type.Rules.Count > 0 || type.ValidatesItself || type.Members.Any(IsRuled))
                    .Select(type => type.Type)
                    .ToArray()
            );
        } while (ruled.Count > before);

        return
        [
            .. _types
                .Values.Where(type => ruled.Contains(type.Type))
                .OrderBy(type => type.Type, StringComparer.Ordinal)
                .Select(type => type with { Members = new([.. type.Members.Where(IsRuled).Select(Cut)]) }),
        ];
        ValidatedMember Cut(ValidatedMember member) =>
            ruled.Contains(member.Part!.Type) ? member : member with { Part = null };
    }

    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol type) =>
        PartTypes
            .Lineage(type)
            .SelectMany(ancestor => ancestor.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null })
            .Where(property =>
                property.DeclaredAccessibility == Accessibility.Public
                && property.GetMethod!.DeclaredAccessibility == Accessibility.Public
                && !property.GetAttributes().Any(IsIgnored)
            )
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .Select(sameName => sameName.First());

    private static bool IsIgnored(AttributeData attribute) =>
        TypeNames.Is(attribute.AttributeClass, "System.Text.Json.Serialization.JsonIgnoreAttribute")
        && attribute.NamedArguments.All(argument => argument.Key != "Condition");

    /// <summary>A record's attributes stand on the parameter from which the property is made.</summary>
    private static IEnumerable<AttributeData> ParameterAttributes(INamedTypeSymbol type, IPropertySymbol property) =>
        property
            .ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => type.IsRecord && parameter.Name == property.Name)
            .Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type))
            .Take(1)
            .SelectMany(parameter => parameter.GetAttributes());

    private static string? NameFrom(IEnumerable<AttributeData> attributes, string attribute) =>
        attributes
            .Where(found => TypeNames.Is(found.AttributeClass, attribute))
            .Select(found => found.ConstructorArguments.FirstOrDefault().Value as string)
            .FirstOrDefault();
}
