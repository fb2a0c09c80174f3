using Amazon.CDK;
using RestMachine.LayerStack;

var app = new App();
try
{
    LayerStacks.Add(app, LayerStackOptions.Read(app.Node));
}
catch (Exception refusal) when (refusal is ArgumentException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
app.Synth();
return 0;
