"""Values for attributes of which a SCIM schema cannot say all that there is to know."""

import scim2_tester.checkers.patch_add
import scim2_tester.checkers.patch_replace
import scim2_tester.filling

MODULES = [scim2_tester.filling, scim2_tester.checkers.patch_add, scim2_tester.checkers.patch_replace]

any_value = scim2_tester.filling.generate_random_value


def value_for(context, path, mutability=None, required=None):
    value = any_value(context, path=path, mutability=mutability, required=required)
    if value is None:
        return None
    match str(path):
        case "userName":
            return f"{value}@example.com"
        case "members":
            user = make_user(context)
            return [type(value[0])(value=user.id, ref=f"Users/{user.id}", display=user.display_name)]
        case "members.value":
            return make_user(context).id
    return value


def make_user(context):
    """A user who is deleted again when the check is over."""
    return context.resource_manager.create_and_register(context.client.get_resource_model("User"))


def teach() -> None:
    """Lets the tester make user names that are e-mail addresses, and members that exist."""
    for module in MODULES:
        module.generate_random_value = value_for
