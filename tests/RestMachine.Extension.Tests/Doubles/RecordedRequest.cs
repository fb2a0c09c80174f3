namespace RestMachine.Extension.Tests.Doubles;

internal sealed record RecordedRequest(string Line, IReadOnlyDictionary<string, string> Fields, string Body);
