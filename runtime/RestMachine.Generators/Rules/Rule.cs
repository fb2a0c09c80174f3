using Microsoft.CodeAnalysis;

namespace RestMachine.Generators.Rules;

/// <summary>Everything the compiler can tell a user about a registration.</summary>
internal static class Rule
{
    public static readonly DiagnosticDescriptor HandlerNotVisible = Error(
        "RM0001",
        "The handler is not visible at the call",
        "{0} cannot see the handler behind this expression of type {1}; pass a lambda, a local function or a method group",
        "Handlers are bound at compile time, so the call itself has to show the method and its parameters."
    );

    public static readonly DiagnosticDescriptor TypeNotAccessible = Error(
        "RM0002",
        "Generated code cannot name a type of the handler's signature",
        "The handler uses {0}, which is {1}; generated code cannot name it, so make it an internal type of its own",
        "Binding code lives in another file of the project: private, file-local and anonymous types and type parameters "
            + "do not exist there."
    );

    public static readonly DiagnosticDescriptor NamesLost = Error(
        "RM0003",
        "The parameters have lost their names",
        "{1} does not carry the parameter names by which {0} binds; pass the lambda, local function or method group itself",
        "A Func or Action variable knows parameter types but not names."
    );

    public static readonly DiagnosticDescriptor ParameterNotBindable = Error(
        "RM0004",
        "A parameter cannot be bound",
        "Parameter {0} is {1}, which nothing can be bound to; take an ordinary parameter",
        "References, pointers, ref structs and dynamic have no value that a framework could look up."
    );

    public static readonly DiagnosticDescriptor ShutdownResultIgnored = Warning(
        "RM0005",
        "A shutdown handler returns a value",
        "The handler of {0} returns {1}, which nobody receives; return nothing, Task or ValueTask",
        "What a shutdown handler, or one around a freeze or a snapshot, returns is dropped; it is usually a missing await."
    );

    public static readonly DiagnosticDescriptor RequestOutsideRequest = Error(
        "RM0006",
        "A lifecycle handler asks for a request",
        "Parameter {0} of {1} is {2}, but no request exists then; take it in a route's handler",
        "Startup and shutdown handlers run before the first and after the last request."
    );

    public static readonly DiagnosticDescriptor AsyncVoid = Error(
        "RM0007",
        "The handler is async void",
        "{0} is async void, so {1} cannot wait for it; return Task or ValueTask",
        "An async void method's end and its exceptions are invisible to its caller."
    );

    public static readonly DiagnosticDescriptor JsonTypeMissing = Warning(
        "RM0008",
        "No serializer context knows the type",
        "{0} is written as JSON, but no JsonSerializerContext in sight knows it; add [JsonSerializable(typeof({0}))] to {1}",
        "JSON is written without reflection, so a serializer context of this project or of one that it references has to name "
            + "the type. A project with an IResponseWriter of its own is left alone: the writer may know the type."
    );

    public static readonly DiagnosticDescriptor DependencyMakesNothing = Error(
        "RM0009",
        "A request-scoped dependency makes nothing",
        "The handler of Dependency returns nothing, so nobody could ask for it; return the value, or use a filter",
        "What a Dependency handler returns is injected by its type into the handlers of the same request."
    );

    public static readonly DiagnosticDescriptor RuleNotChecked = Error(
        "RM0010",
        "A validation attribute cannot be checked without reflection",
        "Parameter {0} has [{1}], which {2}; state limits as numbers, write a ValidationAttribute of your own or implement "
            + "IValidatableObject",
        "Generated code makes the attribute and calls its IsValid. [Range(typeof(T), …)] and [CustomValidation] find "
            + "types and methods by reflection, which Native AOT may have removed."
    );

    public static readonly DiagnosticDescriptor BodyWithoutMeaning = Error(
        "RM0011",
        "The body is asked for where there is none",
        "Parameter {0} is the body, but {1}; {2}",
        "A body has a meaning in POST, PUT, PATCH and methods of the user's own (RFC 9110, 9.3), and only a route's handler "
            + "receives it."
    );

    public static readonly DiagnosticDescriptor DuplicateRoute = Warning(
        "RM0012",
        "Two routes match the same requests",
        "{0} matches the same requests as the route in line {1}, so the application refuses it; remove one of them",
        "Names of parameters tell no routes apart; methods, text and constraints do."
    );

    public static readonly DiagnosticDescriptor AmbiguousValue = Warning(
        "RM0013",
        "Several startup handlers make the type",
        "{0} startup handlers make a {1}, and none is chosen by parameter {2}; rename it after one of them or mark it "
            + "[Named(\"…\")]",
        "By type the only unnamed one is chosen; the others are chosen by the parameter's name or by [Named]. The application "
            + "refuses to start otherwise."
    );

    public static readonly DiagnosticDescriptor DependencyCycle = Warning(
        "RM0014",
        "Startup handlers depend on each other in a circle",
        "Startup handlers depend on each other in a circle: {0}; let one of them make its own value",
        "No order of a circle exists, so the application refuses to start."
    );

    public static readonly DiagnosticDescriptor PathWithoutName = Warning(
        "RM0016",
        "The template has no segment of the parameter's name",
        "Parameter {0} is of the path, but the template {1} has no {{{2}}}; add it, name another by [Path(\"…\")], or drop the "
            + "attribute",
        "[Path] takes a value from the template and from nowhere else, so the application refuses to start."
    );

    public static readonly DiagnosticDescriptor QueryOrStartup = Warning(
        "RM0017",
        "The query or a startup value may be meant",
        "Parameter {0} would come from the query, but a startup handler makes a {1} as well; mark it [Query] or [Named(\"…\")]",
        "What a client sends must not take a startup value's place unseen, so the application refuses to start. [Named] selects "
            + "the value of a startup handler that was given a name."
    );

    public static readonly DiagnosticDescriptor AsyncItems = Error(
        "RM0018",
        "The result would be written while it is made",
        "{0} is read asynchronously, but a response is made at once; collect it: await items.ToListAsync()",
        "A response has all of its content when it is sent, and the serializer writes an IAsyncEnumerable to streams only."
    );

    public static readonly DiagnosticDescriptor QueryOrPath = Warning(
        "RM0019",
        "The query or the template may be meant",
        "Parameter {0} would come from the query, and nothing takes {{{1}}} of the template; give both one name, or mark "
            + "the parameter [Query]",
        "A parameter of text takes the template's value of its name, and the query's where there is none of that name."
    );

    public static readonly DiagnosticDescriptor TemplateRefused = Warning(
        "RM0020",
        "The template cannot be read",
        "Template \"{0}\" cannot be read, so the application refuses it: {1}",
        "A template is segments of text or one parameter each: /u/{id}, /u/{id:int}, /u/{id?}, /files/{*rest}."
    );

    public static readonly DiagnosticDescriptor NotIntercepted = new(
        "RM0015",
        "The registration depends on code that another generator writes",
        "{0} is not bound: the call is understood only with what another source generator writes, and generators do not see "
            + "each other's output; write that part yourself, for example the type that the lambda returns: User () => …",
        "RestMachine",
        DiagnosticSeverity.Error,
        true,
        "Source generators do not see each other's output, so a type that is inferred from it, a type that is part of it or a "
            + "constant in it is unknown where handlers are bound. Nothing would call the handler.",
        HelpOf("RM0015"),
        WellKnownDiagnosticTags.CompilationEnd
    );

    private static DiagnosticDescriptor Error(string id, string title, string message, string description) =>
        new(id, title, message, "RestMachine", DiagnosticSeverity.Error, true, description, HelpOf(id));

    private static DiagnosticDescriptor Warning(string id, string title, string message, string description) =>
        new(id, title, message, "RestMachine", DiagnosticSeverity.Warning, true, description, HelpOf(id));

    private static string HelpOf(string id) =>
        $"https://github.com/restmachine/restmachine/blob/main/docs/diagnostics.md#{id.ToLowerInvariant()}";
}
