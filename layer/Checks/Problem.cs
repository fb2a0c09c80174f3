namespace RestMachine.Checks;

// Warning is the id that acknowledges it; an error has none.
internal sealed record Problem(string? Warning, string Text);
