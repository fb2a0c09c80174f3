"""Stacks and change sets as the command line of CDK uses them."""

import moto.cloudformation.models as models
import moto.cloudformation.parsing as parsing
import moto.cloudformation.responses as responses
import moto.cloudformation.utils as utils
from moto.cloudformation.exceptions import CloudFormationError


class ChangeSetNotFound(CloudFormationError):
    """AWS's code, which the command line waits for."""

    code = "ChangeSetNotFound"


def fill():
    # Types without behaviour here; moto warns of unknown ones.
    parsing.NULL_MODELS += ["AWS::S3::BucketPolicy", "AWS::CDK::Metadata"]
    # A retained resource stays when its stack is deleted, but not when it leaves the template.
    parsing.ResourceMap._delete_resource = _keep_retained(parsing.ResourceMap._delete_resource)
    _read_templates_from_loopback()
    backend = models.CloudFormationBackend
    backend.execute_change_set = _with_outputs(backend.execute_change_set)
    backend.delete_change_set = _delete_change_set
    backend.describe_change_set = _with_awss_error(backend.describe_change_set)


# Only for "localhost" does moto take a template's address for bucket and key of a path.
def _read_templates_from_loopback():
    original = utils.get_stack_from_s3_url

    def read(template_url, **kwargs):
        return original(template_url.replace("//127.0.0.1", "//localhost"), **kwargs)

    for module in (utils, responses, models):
        if hasattr(module, "get_stack_from_s3_url"):
            module.get_stack_from_s3_url = read


def _keep_retained(original):
    def delete(self, parsed_resource, resource_json):
        if resource_json.get("DeletionPolicy") != "Retain":
            original(self, parsed_resource, resource_json)

    return delete


# A change set leaves outputs and exports as they were, and sees no exports of other stacks.
def _with_outputs(original):
    def execute(self, change_set_name, stack_name=None):
        change_set = self.describe_change_set(change_set_name)
        stack = self.stacks[change_set.stack_id]
        stack.resource_map.cross_stack_resources = self.exports
        before = [export.name for export in stack.exports]
        original(self, change_set_name, stack_name)
        stack._parse_template()
        stack.description = stack.template_dict.get("Description")
        if change_set.parameters:
            stack.parameters = change_set.parameters
        stack.output_map = stack._create_output_map()
        for name in before:
            self.exports.pop(name, None)
        for export in stack.exports:
            self.exports[export.name] = export

    return execute


# A missing one is no error on AWS; the command line deletes its own before each update.
def _delete_change_set(self, change_set_name):
    for identifier in [key for key, one in self.change_sets.items() if change_set_name in (key, one.change_set_name)]:
        del self.change_sets[identifier]


def _with_awss_error(original):
    def describe(self, change_set_name):
        if not any(change_set_name in (key, one.change_set_name) for key, one in self.change_sets.items()):
            raise ChangeSetNotFound(f"ChangeSet [{change_set_name}] does not exist")
        return original(self, change_set_name)

    return describe
