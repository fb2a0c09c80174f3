using RestMachine.Deployment.Tests;

// They share what they build, and two cores.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(NodePackages))]
