namespace RestApi._1;

internal sealed record Note(int Id, string Text);

internal sealed record NewNote(string Text);
