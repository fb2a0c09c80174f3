"""What an update changes: moto looks at templates only, not at SSM parameters that they read, nor at those who refer to a
replaced resource; what a change set adds comes in the template's order, whatever DependsOn says; and a parameter's previous
value is the resolved one instead of its name."""

import moto.cloudformation.models as models
import moto.cloudformation.parsing as parsing
import moto.cloudformation.responses as responses

SSM = "AWS::SSM::Parameter::"


def fill():
    models.Stack.stack_parameters = property(_previous)
    models.Stack.has_parameters = _has_parameters
    models.CloudFormationBackend._resolve_update_parameters = _resolve
    parsing.ResourceMap.build_resource_diff = _with_dependents(parsing.ResourceMap.build_resource_diff)
    response = responses.CloudFormationResponse
    response._validate_different_update = _unless_ssm_changed(response._validate_different_update)


def _parameters(template):
    return (template.get("Parameters") or {}).items()


def _changed(resource_map, template, values):
    """Names of the parameters whose value in SSM is another than at the last deployment."""
    for name, parameter in _parameters(template):
        if not parameter.get("Type", "").startswith(SSM) or name not in resource_map.resolved_parameters:
            continue
        key = values.get(name) or parameter.get("Default")
        if key and resource_map.parse_ssm_parameter(key, parameter["Type"]) != resource_map.resolved_parameters[name]:
            yield name


def _ssm_changed(stack):
    return any(_changed(stack.resource_map, stack.template_dict, stack.resource_map.input_parameters))


def _previous(self):
    values = {name: parameter.get("Default") for name, parameter in _parameters(self.template_dict)}
    values.update({name: value for name, value in self.resource_map.input_parameters.items() if name in values})
    return values


def _has_parameters(self, other):
    return not _ssm_changed(self) and {**_previous(self), **(other or {})} == _previous(self)


def _resolve(self, instance, incoming_params):
    previous = _previous(instance) if isinstance(instance, models.Stack) else instance.parameters
    return {
        given["ParameterKey"]: given.get("ParameterValue", previous.get(given["ParameterKey"])) for given in incoming_params
    }


def _unless_ssm_changed(original):
    def validate(self, incoming_params, stack_body, old_stack):
        if not _ssm_changed(old_stack):
            original(self, incoming_params, stack_body, old_stack)

    return validate


def _with_dependents(original):
    def build(self, other_template, parameters=None):
        difference = original(self, other_template, parameters)
        resources = other_template["Resources"]
        difference["Add"] = _in_order(difference["Add"], resources)
        touched = {name for name in difference["Modify"] if resources[name]["Type"] == "AWS::Lambda::LayerVersion"}
        touched.update(_changed(self, other_template, parameters or {}))
        for name, resource in resources.items():
            if name in self._resource_json_map and name not in difference["Modify"] and _references(resource) & touched:
                difference["Modify"].append(name)
        return difference

    return build


def _in_order(names, resources):
    ordered = []

    def add(name):
        if name in names and name not in ordered:
            wanted = resources[name].get("DependsOn", [])
            for dependency in [wanted] if isinstance(wanted, str) else wanted:
                add(dependency)
            ordered.append(name)

    for name in names:
        add(name)
    return ordered


def _references(node):
    if isinstance(node, list):
        return {name for item in node for name in _references(item)}
    if not isinstance(node, dict):
        return set()
    found = set()
    for key, value in node.items():
        if key == "Ref":
            found.add(value)
        elif key == "Fn::GetAtt":
            found.add(value[0] if isinstance(value, list) else value.split(".")[0])
        else:
            found |= _references(value)
    return found
