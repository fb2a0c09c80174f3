"""AWS::ApiGatewayV2::*: moto's CloudFormation knows none of these types."""

import inspect

import moto.apigatewayv2.models as apigatewayv2
import moto.cloudformation.parsing as parsing
from moto.core.common_models import CloudFormationModel


def fill():
    ours = [Api, Stage, *CHILDREN]
    parsing.get_model_list = lambda: CloudFormationModel.__subclasses__() + ours
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()


class Resource:
    """Not derived from CloudFormationModel, whose subclasses must be moto's own."""

    type_name = ""
    attribute_names: tuple = ()

    def __init__(self, physical_resource_id, attributes, delete):
        self.physical_resource_id, self.attributes, self._delete = physical_resource_id, attributes, delete

    def is_created(self):
        return True

    @staticmethod
    def cloudformation_name_type():
        return ""

    @classmethod
    def cloudformation_type(cls):
        return cls.type_name

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in cls.attribute_names

    def get_cfn_attribute(self, attribute_name):
        return self.attributes[attribute_name]

    def delete(self, account_id, region_name):
        self._delete()

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        return cls.create(apigatewayv2.apigatewayv2_backends[account_id][region_name], cloudformation_json["Properties"])


class Api(Resource):
    type_name = "AWS::ApiGatewayV2::Api"
    attribute_names = ("ApiEndpoint", "ApiId")

    @classmethod
    def create(cls, backend, properties):
        api = _call(backend.create_api, properties, tags=properties.get("Tags") or {})
        attributes = {"ApiEndpoint": api.api_endpoint, "ApiId": api.api_id}
        return cls(api.api_id, attributes, lambda: backend.delete_api(api.api_id))

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, *_, **__):
        return original_resource


class Stage(Resource):
    type_name = "AWS::ApiGatewayV2::Stage"

    @classmethod
    def create(cls, backend, properties):
        api = properties["ApiId"]
        stage = backend.create_stage(api, {name[0].lower() + name[1:]: value for name, value in properties.items()})
        return cls(stage.name, {}, lambda: api in backend.apis and backend.delete_stage(api, stage.name))


def _child(name, identifier):
    method = name.lower()

    class Child(Resource):
        type_name = f"AWS::ApiGatewayV2::{name}"
        attribute_names = (f"{name}Id",)

        @classmethod
        def create(cls, backend, properties):
            api = properties["ApiId"]
            made = getattr(_call(getattr(backend, f"create_{method}"), properties), identifier)
            delete = getattr(backend, f"delete_{method}")
            return cls(made, {f"{name}Id": made}, lambda: api in backend.apis and delete(api, made))

    return Child


CHILDREN = [_child("Integration", "id"), _child("Route", "route_id")]


def _call(method, properties, **fixed):
    arguments = dict.fromkeys(inspect.signature(method).parameters)
    arguments.update({_snake(name): value for name, value in properties.items() if _snake(name) in arguments})
    return method(**{**arguments, **fixed})


def _snake(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")
