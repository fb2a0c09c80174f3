"""AWS::ApiGatewayV2::*: moto's CloudFormation knows none of these types."""

import inspect

import moto.apigatewayv2.models as apigatewayv2

from .resources import Resource


class HttpApiResource(Resource):
    backends = apigatewayv2.apigatewayv2_backends


class Api(HttpApiResource):
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


class Stage(HttpApiResource):
    type_name = "AWS::ApiGatewayV2::Stage"

    @classmethod
    def create(cls, backend, properties):
        api = properties["ApiId"]
        stage = backend.create_stage(api, {name[0].lower() + name[1:]: value for name, value in properties.items()})
        return cls(stage.name, {}, lambda: api in backend.apis and backend.delete_stage(api, stage.name))


def _child(name, identifier):
    method = name.lower()

    class Child(HttpApiResource):
        type_name = f"AWS::ApiGatewayV2::{name}"
        attribute_names = (f"{name}Id",)

        @classmethod
        def create(cls, backend, properties):
            api = properties["ApiId"]
            made = getattr(_call(getattr(backend, f"create_{method}"), properties), identifier)
            delete = getattr(backend, f"delete_{method}")
            return cls(made, {f"{name}Id": made}, lambda: api in backend.apis and delete(api, made))

    return Child


TYPES = [Api, Stage, _child("Integration", "id"), _child("Route", "route_id")]


def _call(method, properties, **fixed):
    arguments = dict.fromkeys(inspect.signature(method).parameters)
    arguments.update({_snake(name): value for name, value in properties.items() if _snake(name) in arguments})
    return method(**{**arguments, **fixed})


def _snake(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")
