"""A local AWS to deploy to: moto's server, with the gaps filled that a CDK deployment of layers, functions and HTTP APIs
falls into. Each module names the gaps of moto 5.2.1 that it fills. What it answers is no evidence about AWS."""
