"""Types that moto's CloudFormation does not know, on moto's own services."""

import moto.cloudformation.parsing as parsing
from moto.core.common_models import CloudFormationModel


def fill(types):
    parsing.get_model_list = lambda: CloudFormationModel.__subclasses__() + types
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()


class Resource:
    """Not derived from CloudFormationModel, whose subclasses must be moto's own."""

    backends: dict = {}
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
        return cls.create(cls.backends[account_id][region_name], cloudformation_json["Properties"])
