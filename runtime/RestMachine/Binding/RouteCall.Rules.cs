namespace RestMachine.Binding;

/// <content>Rules that attributes of parameters and of a body's members state.</content>
public sealed partial class RouteCall
{
    private ValidationErrors? _errors;
    private string? _broken;

    private ValidationErrors Errors => _errors ??= new(_route.Application.Settings.Services);

    /// <summary>
    /// Whether the arguments that were read keep to their rules; else 422 with everything that does not.
    /// </summary>
    public bool KeepsRules() =>
        _errors is not { Count: > 0 } errors
        || Reject(
            new Problem(422, Detail: "The request breaks the rules of its fields.")
            {
                Parameter = _broken,
                Errors = errors.Found,
            }
        );

    private bool NoteRules<T>(int index, T value)
    {
        var argument = _arguments[index];
        if (argument.Parameter.Rules is { } rules)
        {
            var before = Errors.Count;
            var field = rules();
            field.Check(field, Errors, argument.Name, Request, value);
            Blame(argument, before);
        }

        return true;
    }

    private bool NoteBody(Argument argument, object value)
    {
        if (argument.Parameter.Validate is { } validate)
        {
            var before = Errors.Count;
            Errors.Naming = argument.Json!.Options.PropertyNamingPolicy;
            validate(value, Errors);
            Blame(argument, before);
        }

        return true;
    }

    /// <summary>The one parameter that is to blame; none where several are.</summary>
    private void Blame(Argument argument, int before)
    {
        var name = argument.Parameter.Name;
        _broken =
            Errors.Count == before ? _broken
            : _broken is null || _broken == name ? name
            : "";
    }
}
