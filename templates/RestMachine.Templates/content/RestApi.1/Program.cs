using RestApi._1;
using RestMachine;
using RestMachine.Aws;

var app = new RestApplication(NotesJson.Default);

// Once, before the first request. What it returns is what handlers with a parameter of this type are given.
#if (postgres)
app.OnStartup("open_notes", NoteStore.OpenAsync);
#else
app.OnStartup("open_notes", NoteStore.Open);
#endif

#if (postgres)
app.Get("/notes", (NoteStore notes, CancellationToken cancellation) => notes.AllAsync(cancellation));
app.Get(
    "/notes/{id:int}",
    (int id, NoteStore notes, CancellationToken cancellation) => notes.FindAsync(id, cancellation)
);
app.Post(
    "/notes",
    async (NewNote note, NoteStore notes, CancellationToken cancellation) =>
    {
        var added = await notes.AddAsync(note.Text, cancellation);
        return Results.Created($"/notes/{added.Id}", added);
    }
);
#else
app.Get("/notes", (NoteStore notes) => notes.All());
app.Get("/notes/{id:int}", (int id, NoteStore notes) => notes.Find(id));
app.Post(
    "/notes",
    (NewNote note, NoteStore notes) =>
    {
        var added = notes.Add(note.Text);
        return Results.Created($"/notes/{added.Id}", added);
    }
);
#endif

// Once, when Lambda ends the environment: within 500 ms, so close what must be closed, and no more.
app.OnShutdown(
    "close_notes",
#if (postgres)
    async (NoteStore notes) =>
    {
        await notes.DisposeAsync();
        Console.WriteLine("Notes closed");
    }
#elif (sqlite)
    (NoteStore notes) =>
    {
        notes.Dispose();
        Console.WriteLine("Notes closed");
    }
#else
    (NoteStore notes) => Console.WriteLine($"Notes closed: {notes.All().Count} end with the environment")
#endif
);

await new AwsApiGatewayAdapter(app).RunAsync();
