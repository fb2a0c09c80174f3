using Amazon.CDK;
using RestMachine.LayerStack;

var app = new App();
LayerStacks.Add(app, LayerStackOptions.Read(app.Node));
app.Synth();
