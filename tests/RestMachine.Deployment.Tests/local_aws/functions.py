"""AWS::Lambda::Function: moto drops some properties on creation, and takes tags for a map."""

import moto.awslambda.models as awslambda

DROPPED = ("Layers", "Architectures", "TracingConfig", "EphemeralStorage", "PackageType", "ImageConfig", "Tags")


def fill():
    original = awslambda.LambdaFunction.create_from_cloudformation_json.__func__

    def create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        backend = awslambda.lambda_backends[account_id][region_name]
        create_function = backend.create_function

        def create_whole(spec):
            return create_function({**spec, **_dropped(cloudformation_json["Properties"])})

        backend.create_function = create_whole
        try:
            return original(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
        finally:
            del backend.create_function

    awslambda.LambdaFunction.create_from_cloudformation_json = classmethod(create)


def _dropped(properties):
    found = {name: properties[name] for name in DROPPED if name in properties}
    if "Tags" in found:
        found["Tags"] = {tag["Key"]: tag["Value"] for tag in found["Tags"]}
    return found
