"""AWS::SecretsManager::* and AWS::RDS::DBProxy*: moto's CloudFormation knows none of these types."""

import moto.rds.models as rds
import moto.secretsmanager.models as secretsmanager
from moto.moto_api._internal import mock_random

from .resources import Resource


class Secret(Resource):
    backends = secretsmanager.secretsmanager_backends
    type_name = "AWS::SecretsManager::Secret"
    attribute_names = ("Id",)

    @classmethod
    def create(cls, backend, properties):
        name = properties.get("Name") or f"secret-{mock_random.get_random_hex(8)}"
        backend.create_secret(name, "{}", None, properties.get("Description"), [], None, None, [], False)
        arn = backend.secrets[name].arn
        return cls(arn, {"Id": arn}, lambda: backend.delete_secret(name, None, True))


class Attachment(Resource):
    backends = secretsmanager.secretsmanager_backends
    type_name = "AWS::SecretsManager::SecretTargetAttachment"

    @classmethod
    def create(cls, backend, properties):
        return cls(properties["SecretId"], {}, lambda: None)


class Proxy(Resource):
    backends = rds.rds_backends
    type_name = "AWS::RDS::DBProxy"
    attribute_names = ("DBProxyArn", "Endpoint", "VpcId")

    @classmethod
    def create(cls, backend, properties):
        name = properties["DBProxyName"]
        given = ("EngineFamily", "Auth", "RoleArn", "VpcSubnetIds", "VpcSecurityGroupIds", "RequireTLS")
        proxy = backend.create_db_proxy(name, *(properties.get(key) for key in given), None, None, None)
        attributes = {"DBProxyArn": proxy.arn, "Endpoint": proxy.endpoint, "VpcId": proxy.vpc_id}
        return cls(name, attributes, lambda: backend.delete_db_proxy(name))


class TargetGroup(Resource):
    backends = rds.rds_backends
    type_name = "AWS::RDS::DBProxyTargetGroup"
    attribute_names = ("TargetGroupArn",)

    @classmethod
    def create(cls, backend, properties):
        group = backend.db_proxies[properties["DBProxyName"]].proxy_target_groups[properties["TargetGroupName"]]
        return cls(group.arn, {"TargetGroupArn": group.arn}, lambda: None)


TYPES = [Secret, Attachment, Proxy, TargetGroup]
