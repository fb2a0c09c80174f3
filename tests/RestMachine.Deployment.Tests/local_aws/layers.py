"""AWS::Lambda::LayerVersion: moto's Ref is a Python object, name and architectures are ignored, nothing is ever replaced or
deleted, and a version's location cannot be downloaded."""

import moto.awslambda.models as awslambda

OPTIONAL = ("Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo")


def fill(port):
    version = awslambda.LayerVersion
    version.cloudformation_name_type = staticmethod(lambda: "LayerName")
    version.create_from_cloudformation_json = classmethod(_create)
    version.update_from_cloudformation_json = classmethod(_replace)
    version.delete = _delete
    version.physical_resource_id = property(lambda self: self.arn)
    version.get_layer_version = _downloadable(version.get_layer_version, port)


def _create(cls, resource_name, cloudformation_json, account_id, region_name, **_):
    properties = cloudformation_json["Properties"]
    spec = {"LayerName": properties.get("LayerName") or resource_name, "Content": properties["Content"]}
    spec.update({name: properties[name] for name in OPTIONAL if name in properties})
    return awslambda.lambda_backends[account_id][region_name].publish_layer_version(spec)


def _replace(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    replacement = _create(cls, new_resource_name, cloudformation_json, account_id, region_name)
    if cloudformation_json.get("UpdateReplacePolicy") != "Retain":
        original_resource.delete(account_id, region_name)
    return replacement


def _delete(self, account_id, region_name):
    awslambda.lambda_backends[account_id][region_name].delete_layer_version(self.name, self.version)


def _downloadable(original, port):
    def get_layer_version(self):
        answer = original(self)
        if "S3Bucket" in self.content:
            place = f"{self.content['S3Bucket']}/{self.content['S3Key']}"
            answer["Content"]["Location"] = f"http://localhost:{port}/{place}?AWSAccessKeyId=x&Signature=x&Expires=9999999999"
        return answer

    return get_layer_version
