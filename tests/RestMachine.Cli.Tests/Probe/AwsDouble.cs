namespace RestMachine.Cli.Tests.Probe;

/// <summary>
/// A program named aws that plays answers in the form that AWS's command line prints them, and keeps what it was asked. It
/// stands in for what a local AWS cannot do: run a function, and end its environment.
/// </summary>
internal sealed class AwsDouble : IDisposable
{
    private const string Script = """
        #!/bin/bash
        here=${0%/*}
        echo "$*" >> "$here/calls"
        shopt -s extglob
        for word in "$@"; do
          case $word in
            --environment) ;;
            file://*) cat "${word#file://}" >> "$here/changes"; echo >> "$here/changes" ;;
            /*) answer=$word ;;
          esac
          [ "${before:-}" != --function-name ] && [ "${before:-}" != --log-stream-names ] || name=$word
          before=$word
        done
        for place in "$here/$1.$2.${name:-}" "$here/$1.$2"; do
          if [ -e "$place.fails" ]; then
            cat "$place.fails" >&2
            exit 254
          fi
          if [ -e "$place" ]; then
            [ "$1 $2" != "lambda invoke" ] || cp "$here/answer.$name" "$answer"
            cat "$place"
            exit 0
          fi
        done
        echo "Unknown: $*" >&2
        exit 252
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aws-double-");

    public AwsDouble(params string[] functions)
    {
        Play("aws", Script);
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var outputs = functions.Select(name => $$"""{"OutputKey": "{{name}}", "OutputValue": "probe-{{name}}-1A2B"}""");
        Play(
            "cloudformation.describe-stacks",
            $$"""{"Stacks": [{"StackName": "ShutdownProbe", "StackStatus": "CREATE_COMPLETE", "Outputs": [{{string.Join(',', outputs)}}]}]}"""
        );
        Play("lambda.invoke", """{"StatusCode": 200, "ExecutedVersion": "$LATEST"}""");
        Play("lambda.update-function-configuration", """{"LastUpdateStatus": "InProgress"}""");
        foreach (var name in functions)
        {
            Play(
                $"lambda.get-function-configuration.probe-{name}-1A2B",
                $$$"""{"FunctionName": "probe-{{{name}}}-1A2B", "Environment": {"Variables": {"PROBE_LOOP": "own"}}, "LoggingConfig": {"LogFormat": "JSON", "LogGroup": "group-of-{{{name}}}"}}"""
            );
            Play($"answer.probe-{name}-1A2B", $$"""{"logStream":"stream-of-{{name}}"}""");
        }
    }

    public string Folder => folder.FullName;

    public string Program => Path.Combine(folder.FullName, "aws");

    public string[] Calls => Read("calls");

    public string[] Changes => Read("changes");

    /// <summary>Whole or not at all: the program may run meanwhile.</summary>
    public void Play(string call, string text)
    {
        var file = Path.Combine(folder.FullName, call);
        File.WriteAllText($"{file}.new", text);
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <param name="call">Of which all fail from now on.</param>
    /// <param name="error">Null: they succeed again.</param>
    public void Fail(string call, string? error)
    {
        if (error is null)
        {
            File.Delete(Path.Combine(folder.FullName, $"{call}.fails"));
        }
        else
        {
            Play($"{call}.fails", error);
        }
    }

    public void PlayLog(string name, IEnumerable<string> lines)
    {
        var events = lines.Select(line => new
        {
            logStreamName = $"stream-of-{name}",
            timestamp = 0,
            message = $"{line}\n",
        });
        Play(
            $"logs.filter-log-events.stream-of-{name}",
            System.Text.Json.JsonSerializer.Serialize(new { events, searchedLogStreams = Array.Empty<string>() })
        );
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string[] Read(string file) =>
        File.Exists(Path.Combine(Folder, file)) ? File.ReadAllLines(Path.Combine(Folder, file)) : [];
}
