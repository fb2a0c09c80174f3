using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RestMachine.Binding;

/// <summary>
/// Collects what is wrong with a request's values, field by field; generated code walks through a body and asks it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValidationErrors
{
    // Deeper than any JSON document may be by default (64); a graph that leads back into itself ends here.
    private const int Deepest = 100;

    // The answer to a body of a megabyte must not be one of many megabytes.
    private const int MostTold = 100;

    private readonly List<KeyValuePair<string, string>> _found = [];
    private readonly IServiceProvider? _services;
    private string _path = "";
    private int _depth;

    internal ValidationErrors(IServiceProvider? services) => _services = services;

    /// <summary>How the body's fields are named. Default: as the properties are.</summary>
    internal JsonNamingPolicy? Naming { get; set; }

    /// <summary>How many there are so far.</summary>
    public int Count => _found.Count;

    /// <summary>Field and message, in the order in which they were found.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Found => _found;

    /// <summary>Holds a property's value to its rules.</summary>
    public void Check(ValidatedField field, object instance, object? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        Check(field, PathOf(field), instance, value);
    }

    /// <summary>Holds a value to rules, whatever it is called.</summary>
    internal void Check(ValidatedField field, string path, object instance, object? value)
    {
        var context = new ValidationContext(instance, field.DisplayName, _services, null) { MemberName = field.Name };
        foreach (var rule in field.Rules)
        {
            if (FailureOf(rule, value, context) is { } failure)
            {
                Add(path, failure.ErrorMessage ?? rule.FormatErrorMessage(field.DisplayName));
                if (rule is RequiredAttribute)
                {
                    return;
                }
            }
        }
    }

    /// <summary>A value on which a pattern backtracks beyond its time does not match it: the client's fault, not a 500.</summary>
    private static ValidationResult? FailureOf(ValidationAttribute rule, object? value, ValidationContext context)
    {
        try
        {
            return rule.GetValidationResult(value, context);
        }
        catch (RegexMatchTimeoutException)
        {
            return new ValidationResult(rule.FormatErrorMessage(context.DisplayName));
        }
    }

    /// <summary>Two properties have to be equal: <see cref="CompareAttribute"/> without its reflection.</summary>
    public void Same(ValidatedField field, object? value, object? other, string message)
    {
        if (!Equals(value, other))
        {
            Add(PathOf(field), message);
        }
    }

    /// <summary>Rules of the type itself, and what it finds itself; only when its properties are right.</summary>
    public void Whole(object instance, int before, params ValidationAttribute[] rules)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(rules);
        if (Count > before)
        {
            return;
        }

        var context = new ValidationContext(instance, instance.GetType().Name, _services, null);
        var failures = rules.Select(rule => rule.GetValidationResult(instance, context));
        foreach (var failure in failures.Concat((instance as IValidatableObject)?.Validate(context) ?? []))
        {
            if (failure is not null)
            {
                Add(failure);
            }
        }
    }

    /// <summary>An object within the object.</summary>
    public void Nested<T>(ValidatedField field, T value, Action<T, ValidationErrors> check) =>
        Within(PathOf(field), value, check);

    /// <summary>Every object of a collection; the field is null for a body that is a collection.</summary>
    public void Items<T>(ValidatedField? field, IEnumerable<T> items, Action<T, ValidationErrors> check)
    {
        ArgumentNullException.ThrowIfNull(items);
        var path = field is null ? _path : PathOf(field);
        var index = 0;
        foreach (var item in items)
        {
            Within(string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), item, check);
        }
    }

    /// <summary>Every value of a dictionary; the field is null for a body that is a dictionary.</summary>
    public void Entries<TKey, T>(
        ValidatedField? field,
        IEnumerable<KeyValuePair<TKey, T>> entries,
        Action<T, ValidationErrors> check
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        var path = field is null ? _path : PathOf(field);
        foreach (var (key, value) in entries)
        {
            Within(Join(path, string.Create(CultureInfo.InvariantCulture, $"{key}")), value, check);
        }
    }

    /// <summary>A collection whose length can be asked for without reflection.</summary>
    public static ICollection? Counted<T>(IEnumerable<T>? items) =>
        items is null ? null : items as ICollection ?? items.ToArray();

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Within<T>(string path, T value, Action<T, ValidationErrors> check)
    {
        if (value is null || _depth == Deepest)
        {
            return;
        }

        var outer = _path;
        _path = path;
        _depth++;
        check(value, this);
        _depth--;
        _path = outer;
    }

    private void Add(ValidationResult failure)
    {
        var message = failure.ErrorMessage ?? "The value is not valid.";
        var members = failure.MemberNames.Select(name => Join(_path, Naming?.ConvertName(name) ?? name)).ToArray();
        foreach (var path in members.Length == 0 ? [_path] : members)
        {
            Add(path, message);
        }
    }

    private void Add(string path, string message)
    {
        if (_found.Count < MostTold)
        {
            _found.Add(new(path.Length == 0 ? "$" : path, message));
        }
        else if (_found.Count == MostTold)
        {
            _found.Add(new("$", $"There is more; the first {MostTold} are told."));
        }
    }

    private string PathOf(ValidatedField field) =>
        Join(_path, field.JsonName ?? Naming?.ConvertName(field.Name) ?? field.Name);
}
