namespace RestMachine.Emulator.Protocol;

internal sealed class ExtensionRegistry
{
    public const int Limit = 10;

    private readonly Lock gate = new();
    private readonly List<ExtensionSession> sessions = [];
    private bool closed;

    public IReadOnlyList<ExtensionSession> All
    {
        get
        {
            lock (gate)
            {
                return sessions.ToArray();
            }
        }
    }

    public IEnumerable<ExtensionSession> External => All.Where(session => session.IsExternal);

    public bool HasInternal => All.Any(session => !session.IsExternal);

    public ExtensionSession? Find(Guid id) => All.FirstOrDefault(session => session.Id == id);

    public ExtensionSession AddExternal(string name)
    {
        var session = new ExtensionSession(name, isExternal: true);
        lock (gate)
        {
            sessions.Add(session);
        }
        return session;
    }

    // Registration ends when the runtime has initialised.
    public void Close()
    {
        lock (gate)
        {
            closed = true;
        }
    }

    public ApiError? Register(string name, IReadOnlyList<string> events, out ExtensionSession? session)
    {
        lock (gate)
        {
            session = sessions.Find(known => known.IsExternal && known.Name == name);
            var isExternal = session is not null;
            if (events.FirstOrDefault(wanted => !IsEvent(wanted, isExternal)) is { } wrong)
            {
                return ApiError.Extension("InvalidEventType", $"{wrong}: {Expected(isExternal)}");
            }
            if (session is not null)
            {
                return session.Register(events);
            }
            if (closed)
            {
                return ApiError.Extension("RegistrationClosed", "Extension registration closed already");
            }
            if (sessions.Count >= Limit)
            {
                return ApiError.Extension("TooManyExtensions", $"Extension limit ({Limit}) reached");
            }
            if (sessions.Exists(known => known.Name == name))
            {
                return ApiError.Extension("InvalidExtensionState", "Extension with this name already registered");
            }
            session = new ExtensionSession(name, isExternal: false);
            sessions.Add(session);
            return session.Register(events);
        }
    }

    private static bool IsEvent(string wanted, bool isExternal) =>
        wanted == ExtensionEvent.Invoke || (isExternal && wanted == ExtensionEvent.Shutdown);

    private static string Expected(bool isExternal) =>
        isExternal
            ? "expected INVOKE or SHUTDOWN"
            : "expected INVOKE; only an external extension, one named like its file, may ask for SHUTDOWN";
}
